import type { Manifests } from '../../lib';

/** A port of the pods of a workload. */
export interface PodPort {
  readonly workload: string;
  readonly namespace: string;
  readonly selector: Readonly<Record<string, string>>;
  readonly port: number;
}

/** A way from the pods of one workload to a port of another's, and whether the policies let it through. */
export interface PodEdge {
  readonly source: PodPort;
  readonly destination: PodPort;
  readonly isOpen: boolean;
}

const KINDS = ['Deployment', 'StatefulSet', 'DaemonSet'];

interface Controller {
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: {
    readonly selector: { readonly matchLabels: Readonly<Record<string, string>> };
    readonly template: { readonly spec: { readonly containers: readonly Container[] } };
  };
}

interface Container {
  readonly ports?: readonly { readonly containerPort: number; readonly protocol?: string }[];
}

/** Every TCP port of every workload whose pods run on, from every other one, as the policies judge it. */
export function podEdges(manifests: Manifests): PodEdge[] {
  const ports = KINDS.flatMap((kind) => manifests.objects(kind) as Controller[]).map(portsOf);
  return ports.flatMap((sources) =>
    ports
      .filter((destinations) => destinations !== sources && sources.length > 0)
      .flat()
      .map((destination) => ({
        source: sources[0],
        destination,
        isOpen: isOpen(manifests, nameOf(sources[0]), nameOf(destination), destination.port),
      })),
  );
}

function portsOf({ metadata: { name, namespace }, spec }: Controller): PodPort[] {
  const selector = spec.selector.matchLabels;
  const all = spec.template.spec.containers.flatMap(({ ports }) => ports ?? []);
  const tcp = all.filter(({ protocol }) => (protocol ?? 'TCP') === 'TCP');
  return tcp.map(({ containerPort }) => ({ workload: name, namespace, selector, port: containerPort }));
}

function nameOf({ namespace, workload }: PodPort): string {
  return `${namespace}/${workload}`;
}

function isOpen(manifests: Manifests, source: string, destination: string, port: number): boolean {
  try {
    manifests.allows(source, destination, port);
    return true;
  } catch {
    return false;
  }
}
