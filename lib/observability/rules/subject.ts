/** What an alert of kube-state-metrics is about. */
export interface Subject {
  readonly namespace: string;
  /** The name of the object. */
  readonly name: string;
}

/** The labels by which an expression selects series. */
export function select(labels: Readonly<Record<string, string>>): string {
  return `{${Object.entries(labels)
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .join(',')}}`;
}

/** The labels by which an expression selects series; the value of the last is a regular expression. */
export function selectMatching(labels: Readonly<Record<string, string>>, name: string, pattern: string): string {
  return `${select(labels).slice(0, -1)},${name}=~${JSON.stringify(pattern)}}`;
}
