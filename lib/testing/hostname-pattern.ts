/** A host name as Cilium compares it: lower case, without the dot at the end. */
function canonical(hostname: string): string {
  return hostname.toLowerCase().replace(/\.$/, '');
}

/** Whether a `matchName` of Cilium is this host name. */
export function hostnameEquals(name: string, hostname: string): boolean {
  return canonical(name) === canonical(hostname);
}

/**
 * Whether a `matchPattern` of Cilium matches a host name: `*` stands for any characters of one label, alone for
 * every name; `**.` at the start for one or more labels.
 */
export function hostnameMatches(pattern: string, hostname: string): boolean {
  const wanted = canonical(pattern);
  if (wanted === '*') {
    return true;
  }
  const anyLabels = wanted.startsWith('**.');
  const rest = (anyLabels ? wanted.slice('**.'.length) : wanted)
    .split('*')
    .map((literal) => literal.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('[-a-z0-9_]*');
  const start = anyLabels ? '[-a-z0-9_]+(?:\\.[-a-z0-9_]+)*\\.' : '';
  return new RegExp(`^${start}${rest}$`).test(canonical(hostname));
}
