/** The name that was probably meant; undefined where none is near. Of equally near ones the first. */
export function closestName(name: string, known: Iterable<string>): string | undefined {
  let closest: string | undefined;
  // A third of the letters may be wrong: more is another word.
  let least = Math.max(2, Math.floor(name.length / 3)) + 1;
  for (const candidate of known) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase(), least);
    if (distance < least) {
      least = distance;
      closest = candidate;
    }
  }
  return closest;
}

/** How many letters have to be put in, taken out, replaced or swapped with the next; `limit` where it is no less. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) {
    return limit;
  }
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swaps = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, replaced, swaps ? beforeLast[j - 2] + 1 : Infinity);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length];
}
