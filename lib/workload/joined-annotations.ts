/** Annotations of several sources; where two give the same one, its values are joined by commas. */
export function joined(
  sources: readonly (Readonly<Record<string, string>> | undefined)[],
): Record<string, string> | undefined {
  const annotations: Record<string, string> = {};
  for (const [name, value] of sources.flatMap((source) => Object.entries(source ?? {}))) {
    annotations[name] = Object.hasOwn(annotations, name) ? `${annotations[name]},${value}` : value;
  }
  return Object.keys(annotations).length > 0 ? annotations : undefined;
}
