/** A Service, as far as its health is concerned. */
export interface KubernetesService {
  readonly metadata: { readonly name: string };
  readonly spec: { readonly selector?: Readonly<Record<string, string>> };
}

/** The addresses behind a Service. */
export interface EndpointSlice {
  readonly metadata: { readonly labels?: Readonly<Record<string, string>> };
  readonly endpoints?: readonly {
    readonly targetRef?: { readonly name: string };
    readonly conditions?: { readonly ready?: boolean };
  }[];
}

/** How many pods of a Service there are, and how many of them answer. */
export interface ServiceHealth {
  readonly name: string;
  readonly ready: number;
  readonly wanted: number;
}

const SERVICE_NAME = 'kubernetes.io/service-name';

/** The health of Services that select pods, by their names. */
export function serviceHealth(
  services: readonly KubernetesService[],
  slices: readonly EndpointSlice[],
): ServiceHealth[] {
  return services
    .filter(({ spec }) => spec.selector !== undefined)
    .map(({ metadata: { name } }) => {
      const endpoints = slices
        .filter(({ metadata }) => metadata.labels?.[SERVICE_NAME] === name)
        .flatMap((slice) => slice.endpoints ?? []);
      // A pod with addresses of two families stands in two slices. Not knowing means ready, says the API.
      const pods = new Map(endpoints.map((each, index) => [each.targetRef?.name ?? index, each.conditions?.ready]));
      return { name, ready: [...pods.values()].filter((ready) => ready !== false).length, wanted: pods.size };
    });
}
