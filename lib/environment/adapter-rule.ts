/** A rule of the prometheus-adapter, in its words. */
export type AdapterRule = {
  readonly seriesQuery: string;
  readonly resources: { readonly overrides: { readonly [label: string]: { readonly resource: string } } };
  readonly name: { readonly matches: string; readonly as: string };
  readonly metricsQuery: string;
};
