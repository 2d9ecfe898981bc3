const UNITS: Readonly<Record<string, number>> = {
  ms: 0.001,
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
  y: 31_536_000,
};

/** The value of a number as PromQL writes it; a duration is one of seconds. */
export function numberOf(text: string): number {
  const [, sign = '', written] = /^([-+]?)\s*(.*)$/.exec(text.toLowerCase().replace(/_/g, '')) ?? [];
  return (sign === '-' ? -1 : 1) * positive(written);
}

function positive(written: string): number {
  if (written === 'inf') {
    return Infinity;
  }
  // 0x and then hexadecimal digits, of which some look like units.
  if (/^0x|^[0-9.e+-]+$/.test(written)) {
    return Number(written);
  }
  const parts = [...written.matchAll(/([0-9]+)(ms|[smhdwy])/g)];
  return parts.length === 0 ? NaN : parts.reduce((sum, [, count, unit]) => sum + Number(count) * UNITS[unit], 0);
}
