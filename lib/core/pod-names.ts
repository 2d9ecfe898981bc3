/** What Kubernetes makes the random part of names of: neither vowels nor digits that look like letters. */
const RANDOM = '[bcdfghjklmnpqrstvwxz2456789]';

/** The longest beginning of a generated name: five random characters follow. */
const LONGEST_BASE = 58;
const LONGEST_HASH = 10;

/** The names of the pods of a workload, as a regular expression. It matches no pod of a workload with a longer name. */
export function podNames(kind: string, name: string): string {
  if (kind === 'StatefulSet') {
    return `${name}-[0-9]+`;
  }
  if (kind === 'DaemonSet') {
    return `${`${name}-`.slice(0, LONGEST_BASE)}${RANDOM}{5}`;
  }
  if (kind === 'CronJob') {
    return `${name}-[0-9]+-${RANDOM}{5}`;
  }
  return name.length + LONGEST_HASH + 2 > LONGEST_BASE
    ? `${name.slice(0, LONGEST_BASE)}[-a-z0-9]+`
    : `${name}-${RANDOM}{1,${LONGEST_HASH}}-${RANDOM}{5}`;
}

/** The names of the Jobs of a task: by their content, by the minute of their run, or as KEDA has them made up. */
export function jobNames(kind: string, name: string): string {
  if (kind === 'ScaledJob') {
    return `${name}-${RANDOM}{5}`;
  }
  return kind === 'CronJob' ? `${name}-[0-9]+` : `${name}-${RANDOM}{${LONGEST_HASH}}`;
}
