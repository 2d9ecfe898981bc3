/** The release by which the parts of a stack are named unless said otherwise. */
export const DEFAULT_RELEASE = 'prometheus';

/** The name of a part, as the chart kube-prometheus-stack names it: dashboards and runbooks of others know it so. */
export function partName(release: string | undefined, part: string): string {
  return `${release ?? DEFAULT_RELEASE}-kube-prometheus-${part}`;
}
