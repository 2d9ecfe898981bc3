/** What stands in a manifest of anybody: any field can be missing, or be something else than it should be. */
export interface Field {
  readonly [name: string]: Field | undefined;
}

/** Whether something is a mapping. */
export function isField(value: unknown): value is Field {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The mappings in a list; none where it is no list. */
export function listOf(value: unknown): readonly Field[] {
  if (!Array.isArray(value)) {
    return NOTHING;
  }
  for (const item of value) {
    if (!isField(item)) {
      return value.filter(isField);
    }
  }
  return value as Field[];
}

/** The texts in a list; none where it is no list. */
export function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : NOTHING;
}

/** A text that is not empty. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A number. */
export function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

/** A mapping of texts, such as labels: what is no text is left out. */
export function labelsOf(value: unknown): Readonly<Record<string, string>> {
  if (!isField(value)) {
    return NO_LABELS;
  }
  for (const key in value) {
    if (typeof value[key] !== 'string') {
      const entries = Object.entries(value).filter(([, label]) => typeof label === 'string');
      return Object.fromEntries(entries) as unknown as Record<string, string>;
    }
  }
  return value as unknown as Record<string, string>;
}

/** Whether a value is true, and nothing that only looks like it. */
export function isTrue(value: unknown): boolean {
  return value === true;
}

/** Whether a value is false, and not only missing. */
export function isFalse(value: unknown): boolean {
  return value === false;
}

/** Whether there is a value. */
export function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** A value as a message shows it. */
export function shown(value: unknown): string {
  if (value === undefined || value === null) {
    return 'nothing';
  }
  return typeof value === 'object' || value === '' ? JSON.stringify(value) : String(value);
}

const NOTHING: never[] = [];
const NO_LABELS: Readonly<Record<string, string>> = {};
