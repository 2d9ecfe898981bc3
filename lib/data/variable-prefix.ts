/** How the variables of a thing begin, so that those of two things differ: `order-events` gives `ORDER_EVENTS`. */
export function variablePrefix(name: string): string {
  const words = name.toUpperCase().replace(/[^A-Z0-9]+/g, '_');
  return /^[0-9]/.test(words) ? `_${words}` : words;
}
