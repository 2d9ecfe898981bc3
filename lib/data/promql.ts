/**
 * A PromQL selector.
 *
 * @param equal labels and their values
 * @param matching labels and the patterns that their whole values match
 */
export function selector(
  equal: Readonly<Record<string, string>>,
  matching: Readonly<Record<string, string>> = {},
): string {
  const matchers = [
    ...Object.entries(equal).map(([name, value]) => `${name}=${JSON.stringify(value)}`),
    ...Object.entries(matching).map(([name, pattern]) => `${name}=~${JSON.stringify(pattern)}`),
  ];
  return `{${matchers.join(', ')}}`;
}
