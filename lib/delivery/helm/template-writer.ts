import { yamlKey, yamlScalar } from '../../core/yaml';
import type { Selection } from './variant';
import { conditionFor, type Selector } from './condition';
import { Expression, TextExpression, type TemplateNames } from './expression';
import { QuotaExpression } from './quota-expression';
import { mergedOrder } from './sequence';
import { Guarded, isTemplateMapping, OpenEntries, type Template, type TemplateMapping } from './template';
import { reference } from './values-path';

/** A part of a manifest in one variant of the chart. */
export interface Case<Part extends Template = Template> {
  readonly selection: Selection;
  readonly template: Part;
}

/** Lines of a mapping or list that stand there under a condition. */
interface Block {
  readonly condition: string | undefined;
  readonly lines: readonly string[];
}

/**
 * Writes what differs from variant to variant as one template: what all have stands there once, what some have stands
 * in an `if` that says which.
 */
export class TemplateWriter {
  constructor(
    private readonly selectors: readonly Selector[],
    private readonly names: TemplateNames,
  ) {}

  /** The fields of a mapping, a line each. */
  mapping(cases: readonly Case<TemplateMapping>[], indent = ''): string[] {
    const order = mergedOrder(cases.map(({ template }) => Object.keys(template)));
    const keys = order ?? [...new Set(cases.flatMap(({ template }) => Object.keys(template)))];
    const blocks = keys.map((key): Block => {
      const those = cases
        .filter(({ template }) => Object.hasOwn(template, key))
        .map(({ selection, template }) => ({ selection, template: template[key] }));
      return this.guarded(this.condition(those, cases), those, indent, (each) => this.field(key, each, indent));
    });
    return joined(blocks, indent);
  }

  /** A field that is there under a condition of its own, beside that of the variants that have it. */
  private guarded(
    condition: string | undefined,
    cases: readonly Case[],
    indent: string,
    write: (cases: readonly Case[]) => string[],
  ): Block {
    const guard = cases[0].template instanceof Guarded ? cases[0].template.condition : undefined;
    if (guard === undefined) {
      return { condition, lines: write(cases) };
    }
    const lines = write(
      cases.map(({ selection, template }) => ({
        selection,
        template: template instanceof Guarded ? template.template : template,
      })),
    );
    return condition === undefined
      ? { condition: guard, lines }
      : { condition, lines: [`${indent}{{- if ${guard} }}`, ...lines, `${indent}{{- end }}`] };
  }

  /** The condition under which it is one of these cases and none of the others. */
  condition(those: readonly Case[], all: readonly Case[]): string | undefined {
    const selections = (cases: readonly Case[]): Selection[] => cases.map(({ selection }) => selection);
    return conditionFor(selections(those), selections(all), this.selectors);
  }

  /** Whether a part is the same in all cases. */
  same(cases: readonly Case[]): boolean {
    return cases.every(({ template }) => this.fingerprint(template) === this.fingerprint(cases[0].template));
  }

  /** A scalar as it stands behind a key or a dash. */
  scalar(template: Template, indent: string): string {
    if (template instanceof TextExpression) {
      return this.block(template, indent) ?? template.scalar(this.names);
    }
    if (template instanceof Expression) {
      return template.scalar(this.names);
    }
    return escaped(yamlScalar(template as string | number | boolean | null, indent));
  }

  private field(key: string, cases: readonly Case[], indent: string): string[] {
    const [{ template: first }] = cases;
    if (first instanceof OpenEntries) {
      return [
        `${indent}{{- range $key, $value := ${reference(first.path)} }}`,
        `${indent}{{ $key | quote }}: {{ $value | quote }}`,
        `${indent}{{- end }}`,
      ];
    }
    const name = `${indent}${escaped(yamlKey(key, indent))}`;
    const [{ template }] = cases;
    if (!this.same(cases)) {
      const inner = `${indent}  `;
      if (areMappings(cases)) {
        return [name, ...this.mapping(cases, inner)];
      }
      const list = areLists(cases) ? this.list(cases, inner) : undefined;
      return list ? [name, ...list] : this.alternatives(cases, indent, (those) => this.field(key, those, indent));
    }
    return this.single(template, name, indent);
  }

  /** A field, or an item behind its dash, that is the same in all cases. */
  private single(template: Template, name: string, indent: string): string[] {
    const inner = `${indent}  `;
    if (template instanceof QuotaExpression) {
      return [name, `${inner}{{- ${template.term().slice(1, -1)} | nindent ${inner.length} }}`];
    }
    const whole = (part: Template): Case[] => [{ selection: {}, template: part }];
    if (Array.isArray(template)) {
      return template.length === 0
        ? [`${name} []`]
        : [name, ...(this.list(whole(template) as Case<Template[]>[], inner) ?? [])];
    }
    if (isTemplateMapping(template)) {
      const fields = this.mapping(whole(template) as Case<TemplateMapping>[], inner);
      return fields.length === 0 ? [`${name} {}`] : [name, ...fields];
    }
    return `${name} ${this.scalar(template, indent)}`.split('\n');
  }

  /** The items of lists, those alike once; undefined where their orders contradict. */
  private list(cases: readonly Case<Template[]>[], indent: string): string[] | undefined {
    const keyed = cases.map(({ selection, template }) => ({ selection, items: this.keyed(template) }));
    const order = mergedOrder(keyed.map(({ items }) => [...items.keys()]));
    return (
      order &&
      joined(
        order.map((key): Block => {
          const those = keyed.flatMap(({ selection, items }) => {
            const template = items.get(key);
            return template === undefined ? [] : [{ selection, template }];
          });
          return { condition: this.condition(those, cases), lines: this.item(those, indent) };
        }),
        indent,
      )
    );
  }

  private item(cases: readonly Case[], indent: string): string[] {
    if (!this.same(cases)) {
      const fields = areMappings(cases) ? this.mapping(cases, `${indent}  `) : [];
      // A dash needs a field beside it that is there in all cases.
      return fields.length > 0 && !fields[0].trimStart().startsWith('{{')
        ? [`${indent}- ${fields[0].trimStart()}`, ...fields.slice(1)]
        : this.alternatives(cases, indent, (those) => this.item(those, indent));
    }
    const [{ template }] = cases;
    const [, ...below] = this.single(template, '', indent);
    const first = below[0];
    if (first === undefined || !(Array.isArray(template) || isTemplateMapping(template))) {
      return `${indent}-${this.single(template, '', indent).join('\n')}`.split('\n');
    }
    return [`${indent}- ${first.trimStart()}`, ...below.slice(1)];
  }

  /** Items by what they are called, else by what they are. */
  private keyed(items: readonly Template[]): Map<string, Template> {
    const found = new Map<string, Template>();
    for (const item of items) {
      const named = isTemplateMapping(item) && Object.hasOwn(item, 'name');
      const key = this.fingerprint(named ? item.name : item);
      for (let count = 0; ; count += 1) {
        const unique = `${key}\n${count}`;
        if (!found.has(unique)) {
          found.set(unique, item);
          break;
        }
      }
    }
    return found;
  }

  /** The same place in a line of text, whatever it is in each case. */
  inline(cases: readonly Case[]): string {
    const text = (template: Template): string =>
      template instanceof Expression ? `{{ ${template.term(this.names)} }}` : escaped(String(template));
    const groups = this.groups(cases);
    return groups.length === 1
      ? text(cases[0].template)
      : `${groups.map(({ word, those }) => `{{ ${word} }}${text(those[0].template)}`).join('')}{{ end }}`;
  }

  /** The same place written out for each group of cases that are alike. */
  private alternatives(cases: readonly Case[], indent: string, write: (those: readonly Case[]) => string[]): string[] {
    const lines = this.groups(cases).flatMap(({ word, those }) => [`${indent}{{- ${word} }}`, ...write(those)]);
    return [...lines, `${indent}{{- end }}`];
  }

  /** Cases that are alike, with the word of the template that leads to them. */
  private groups(cases: readonly Case[]): { readonly word: string; readonly those: readonly Case[] }[] {
    const byPrint = new Map<string, Case[]>();
    for (const each of cases) {
      const print = this.fingerprint(each.template);
      byPrint.set(print, [...(byPrint.get(print) ?? []), each]);
    }
    let left = cases;
    return [...byPrint.values()].map((those, index) => {
      const condition = this.condition(those, left);
      left = left.filter((each) => !those.includes(each));
      const test = condition === undefined ? '' : `if ${condition}`;
      return { word: index === 0 ? test : `else ${test}`.trimEnd(), those };
    });
  }

  private fingerprint(template: Template): string {
    return JSON.stringify(template, (_key, part: unknown) =>
      part instanceof Expression ? `\u0001${part.scalar(this.names)}` : part,
    );
  }

  /** Text of several lines as such, with values inside. */
  private block({ parts }: TextExpression, indent: string): string | undefined {
    if (!parts.some((part) => typeof part === 'string' && part.includes('\n'))) {
      return undefined;
    }
    const holder = (index: number): string => `KNOB${index}BONK`;
    const text = parts.map((part, index) => (typeof part === 'string' ? part : holder(index))).join('');
    const written = escaped(yamlScalar(text, indent));
    return written.startsWith('|')
      ? parts.reduce<string>(
          (lines, part, index) =>
            typeof part === 'string' ? lines : lines.replace(holder(index), () => `{{ ${part.term(this.names)} }}`),
          written,
        )
      : undefined;
  }
}

/** Blocks below each other; those under one condition share it, and what holds otherwise is its `else`. */
function joined(blocks: readonly Block[], indent: string): string[] {
  const lines: string[] = [];
  let open: string | undefined;
  let otherwise = false;
  for (const { condition, lines: own } of blocks) {
    if (condition !== open) {
      if (open !== undefined && condition !== undefined && !otherwise && areOpposite(open, condition)) {
        lines.push(`${indent}{{- else }}`);
        otherwise = true;
      } else {
        lines.push(...(open === undefined ? [] : [`${indent}{{- end }}`]));
        lines.push(...(condition === undefined ? [] : [`${indent}{{- if ${condition} }}`]));
        otherwise = false;
      }
      open = condition;
    }
    lines.push(...own);
  }
  return open === undefined ? lines : [...lines, `${indent}{{- end }}`];
}

function areOpposite(a: string, b: string): boolean {
  return a === `not ${b}` || b === `not ${a}` || a.replace(/^eq /, 'ne ') === b || b.replace(/^eq /, 'ne ') === a;
}

/** Braces that are content are none of a template. */
export function escaped(text: string): string {
  return text.replaceAll('{{', '{{ "{{" }}');
}

function areMappings(cases: readonly Case[]): cases is readonly Case<TemplateMapping>[] {
  return cases.every(({ template }) => isTemplateMapping(template) && Object.keys(template).length > 0);
}

function areLists(cases: readonly Case[]): cases is readonly Case<Template[]>[] {
  return cases.every(({ template }) => Array.isArray(template) && template.length > 0);
}
