/** One order for the items of several sequences that keeps the order of each; undefined where they contradict. */
export function mergedOrder(sequences: readonly (readonly string[])[]): string[] | undefined {
  const merged: string[] = [];
  const rest = sequences.map((sequence) => [...sequence]);
  while (rest.some((sequence) => sequence.length > 0)) {
    const next = rest
      .map(([head]) => head)
      .find((head) => head !== undefined && rest.every((sequence) => sequence.indexOf(head) <= 0));
    if (next === undefined) {
      return undefined;
    }
    merged.push(next);
    rest.forEach((sequence) => {
      if (sequence[0] === next) {
        sequence.shift();
      }
    });
  }
  return merged;
}
