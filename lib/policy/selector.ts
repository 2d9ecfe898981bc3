import { type Field, labelsOf, listOf, textOf, textsOf } from './field';

type Labels = Readonly<Record<string, string>>;

/** One term of a selector besides equality. */
interface Expression {
  readonly key: string;
  readonly operator: string;
  readonly values: readonly string[];
}

/** A label selector, compact. */
export interface Selector {
  readonly equal: readonly (readonly [string, string])[];
  readonly expressions: readonly Expression[];
}

/** `matchLabels` and `matchExpressions`; Cilium's keys may begin with the source of the label. */
export function selectorIn(selector: Field | undefined): Selector {
  return {
    equal: Object.entries(labelsOf(selector?.matchLabels)).map(([key, value]) => [plain(key), value] as const),
    expressions: listOf(selector?.matchExpressions).map((term) => ({
      key: plain(textOf(term.key) ?? ''),
      operator: textOf(term.operator) ?? '',
      values: textsOf(term.values),
    })),
  };
}

/** A plain mapping of labels, as a Service has it. */
export function equalitySelector(labels: unknown): Selector {
  return { equal: Object.entries(labelsOf(labels)), expressions: [] };
}

/** Whether it selects everything. */
export function isEmptySelector({ equal, expressions }: Selector): boolean {
  return equal.length === 0 && expressions.length === 0;
}

/** Whether a selector selects labels. */
export function selects({ equal, expressions }: Selector, labels: Labels): boolean {
  for (const [key, value] of equal) {
    if (labels[key] !== value) {
      return false;
    }
  }
  return expressions.every((term) => holds(term, labels[term.key]));
}

function holds({ operator, values }: Expression, value: string | undefined): boolean {
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      return false;
  }
}

function plain(key: string): string {
  return key.startsWith('k8s:') ? key.slice(4) : key.startsWith('any:') ? key.slice(4) : key;
}

/** Up to so many are asked one by one; of more an index is made. */
const FEW = 8;

/** Things by their namespace, and by labels where a namespace has many: made when it is asked for. */
class NamespaceIndex<T extends { readonly namespace: string }> {
  private readonly all = new Map<string, T[]>();
  private readonly byLabel = new Map<string, Map<string, T[]>>();

  constructor(private readonly labelsOf: (entry: T) => readonly string[]) {}

  add(entry: T): void {
    push(this.all, entry.namespace, entry);
    this.byLabel.delete(entry.namespace);
  }

  within(namespace: string): readonly T[] {
    return this.all.get(namespace) ?? NOBODY;
  }

  /** Those of a namespace with a label; undefined where there are so few that all may be asked. */
  labeled(namespace: string): ReadonlyMap<string, readonly T[]> | undefined {
    const entries = this.within(namespace);
    if (entries.length <= FEW) {
      return undefined;
    }
    let index = this.byLabel.get(namespace);
    if (!index) {
      index = new Map();
      for (const entry of entries) {
        for (const label of this.labelsOf(entry)) {
          push(index, label, entry);
        }
      }
      this.byLabel.set(namespace, index);
    }
    return index;
  }
}

/** Where those stand whose selectors ask for no label by its value. */
const NO_LABEL = '';

/** Who has selectors, found by the labels that they select without asking each. */
export class SelectorIndex<T extends { readonly namespace: string; readonly selector: Selector }> {
  private readonly entries = new NamespaceIndex<T>(({ selector: { equal } }) => [
    equal.length > 0 ? equal[0].join('=') : NO_LABEL,
  ]);

  add(entry: T): void {
    this.entries.add(entry);
  }

  /** Everybody who selects pods with these labels. */
  selecting(namespace: string, labels: Labels): readonly T[] {
    const index = this.entries.labeled(namespace);
    const candidates = index
      ? [NO_LABEL, ...Object.entries(labels).map((label) => label.join('='))].flatMap(
          (label) => index.get(label) ?? NOBODY,
        )
      : this.entries.within(namespace);
    return candidates.filter(({ selector }) => selects(selector, labels));
  }
}

/** Who has labels, found by a selector without asking each. */
export class LabelIndex<T extends { readonly namespace: string; readonly podLabels: Labels }> {
  private readonly entries = new NamespaceIndex<T>(({ podLabels }) =>
    Object.entries(podLabels).map((label) => label.join('=')),
  );

  add(entry: T): void {
    this.entries.add(entry);
  }

  /** Everybody in a namespace. */
  within(namespace: string): readonly T[] {
    return this.entries.within(namespace);
  }

  /** Everybody whom a selector selects: the rarest of its labels is looked up. */
  selectedBy(namespace: string, selector: Selector): readonly T[] {
    const index = this.entries.labeled(namespace);
    let candidates = this.within(namespace);
    if (index) {
      for (const label of selector.equal) {
        const having = index.get(label.join('=')) ?? NOBODY;
        candidates = having.length < candidates.length ? having : candidates;
      }
    }
    return candidates.filter((entry) => selects(selector, entry.podLabels));
  }
}

const NOBODY: readonly never[] = [];

function push<T>(map: Map<string, T[]>, key: string, entry: T): void {
  const entries = map.get(key);
  if (entries) {
    entries.push(entry);
  } else {
    map.set(key, [entry]);
  }
}
