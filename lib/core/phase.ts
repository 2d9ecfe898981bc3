/**
 * When an object is applied: the phases of a deployment, in their order. Files are numbered by them, the deploy
 * command waits between them.
 */
export enum Phase {
  /** What the rest stands in: namespaces, quotas, default policies. */
  CLUSTER = 'cluster',

  /** What must be done before a new version starts: credentials and migrations. */
  BEFORE = 'before',

  /** The workloads and what is around them. */
  MAIN = 'main',

  /** What is to follow once the workloads have rolled out. */
  AFTER = 'after',
}
