/**
 * What an API server does not hold of what it was sent: one line for each field that is missing or different.
 * Fields that the server added are none of it, and quantities are compared by amount (`1000m` is `1`).
 */
export function notHeld(sent: unknown, held: unknown, path = ''): string[] {
  if (Array.isArray(sent)) {
    if (!Array.isArray(held) || held.length !== sent.length) {
      return [line(path, sent, held)];
    }
    return sent.flatMap((item, index) => notHeld(item, held[index], `${path}[${index}]`));
  }
  if (isRecord(sent)) {
    if (!isRecord(held)) {
      // An empty object says nothing: the server leaves some of them out.
      return Object.keys(sent).length === 0 && held === undefined ? [] : [line(path, sent, held)];
    }
    return Object.entries(sent).flatMap(([key, value]) => notHeld(value, held[key], path ? `${path}.${key}` : key));
  }
  return sent === held || sameQuantity(sent, held) ? [] : [line(path, sent, held)];
}

const SUFFIXES: Record<string, number> = {
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

function quantity(value: unknown): number | undefined {
  const [, number, suffix] = /^((?:\d+\.?\d*|\.\d+)(?:e\d+)?)(m|k|[MGTPE]|[KMGTPE]i)?$/.exec(String(value)) ?? [];
  return number === undefined ? undefined : Number(number) * (SUFFIXES[suffix ?? ''] ?? NaN);
}

function sameQuantity(sent: unknown, held: unknown): boolean {
  const amount = quantity(sent);
  return amount !== undefined && typeof held === 'string' && amount === quantity(held);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function line(path: string, sent: unknown, held: unknown): string {
  return `${path}: sent ${JSON.stringify(sent)}, held ${JSON.stringify(held)}`;
}
