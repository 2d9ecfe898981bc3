/** Names of the IANA database: `Region/Place`, where a few places are abbreviations, or one word. */
const ZONE = /^(?:(?:[A-Z][a-z]+|US)(?:\/(?:[A-Z][\w+-]*[a-z][\w+-]*|ACT|LHI|NSW|UCT|UTC|GMT[+-]?\d*))+|[A-Z][\w+-]*)$/;

/**
 * Whether it is a time zone of the IANA database, as programs in Go know it.
 * The API server tells upper from lower case and knows no offsets; `Intl` does so in some releases of Node only.
 */
export function isTimeZone(zone: string): boolean {
  if (!ZONE.test(zone) || zone === 'Local') {
    return false;
  }
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions();
    return timeZone === zone || timeZone.toLowerCase() !== zone.toLowerCase();
  } catch {
    return false;
  }
}
