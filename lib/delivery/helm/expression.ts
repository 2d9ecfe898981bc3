import type { Json } from '../../core/json';
import { contentNameMark } from './rendering';
import { REGISTRY, type Values } from './place-values';
import { dotted, reference, valueAt, type ValuesPath } from './values-path';

/** How expressions name what stands elsewhere in the chart. */
export interface TemplateNames {
  /** The template that gives the name of an object by content. */
  readonly contentName: (id: string) => string;
  /** The template that gives the registry with its slash, or nothing. */
  readonly registryPrefix: string;
  /** The value that names the namespace, and is empty for that of the release. */
  readonly releaseNamespace?: ValuesPath;
}

/** A field, or a part of one, that follows from values. */
export abstract class Expression {
  /** The values that it follows from. */
  abstract readonly paths: readonly ValuesPath[];

  /** How it is printed into other text. */
  readonly verb: '%s' | '%d' = '%s';

  /** What it is with given values. */
  abstract evaluate(values: Values): Json;

  /** As an argument in a template. */
  abstract term(names: TemplateNames): string;

  /** What stands in the place of a YAML scalar, with the braces. */
  scalar(names: TemplateNames): string {
    return `{{ ${unwrapped(this.term(names))} | quote }}`;
  }
}

/** A value as it is. */
export class ValueExpression extends Expression {
  readonly paths: readonly ValuesPath[];
  override readonly verb: '%s' | '%d';

  constructor(
    readonly path: ValuesPath,
    private readonly type: 'text' | 'integer' | 'number',
  ) {
    super();
    this.paths = [path];
    this.verb = type === 'integer' ? '%d' : '%s';
  }

  override evaluate(values: Values): Json {
    return valueAt(values, this.path) as Json;
  }

  override term({ releaseNamespace }: TemplateNames): string {
    if (releaseNamespace && dotted(releaseNamespace) === dotted(this.path)) {
      return `(default .Release.Namespace ${reference(this.path)})`;
    }
    // Helm reads every number as a float, and would print the large ones with an exponent.
    const wrap = { text: '', integer: 'int64 ', number: 'toJson ' }[this.type];
    return wrap === '' ? reference(this.path) : `(${wrap}${reference(this.path)})`;
  }

  override scalar(names: TemplateNames): string {
    return this.type === 'text' ? super.scalar(names) : `{{ ${unwrapped(this.term(names))} }}`;
  }
}

/** The tag of a version that is a tag with a digest. */
export class TagExpression extends Expression {
  readonly paths: readonly ValuesPath[];

  constructor(private readonly path: ValuesPath) {
    super();
    this.paths = [path];
  }

  override evaluate(values: Values): Json {
    return String(valueAt(values, this.path)).split('@')[0];
  }

  override term(): string {
    return `(splitList "@" ${reference(this.path)} | first)`;
  }
}

/** The registry of images that name none, with its slash; nothing where the environment has none. */
export class RegistryPrefix extends Expression {
  readonly paths = [[REGISTRY]];

  override evaluate(values: Values): Json {
    const registry = String(values[REGISTRY]);
    return registry === '' ? '' : `${registry}/`;
  }

  override term({ registryPrefix }: TemplateNames): string {
    return `(include ${JSON.stringify(registryPrefix)} .)`;
  }
}

/** A whole number that follows from another one: so many times it, and so many more. */
export class LinearExpression extends Expression {
  readonly paths: readonly ValuesPath[];
  override readonly verb = '%d';

  constructor(
    private readonly path: ValuesPath,
    private readonly factor: number,
    private readonly more: number,
  ) {
    super();
    this.paths = [path];
  }

  override evaluate(values: Values): Json {
    return this.factor * Number(valueAt(values, this.path)) + this.more;
  }

  override term(): string {
    const value = `(int64 ${reference(this.path)})`;
    const product = this.factor === 1 ? value : `(mul ${this.factor} ${value})`;
    return this.more === 0 ? product : `(add ${product} ${this.more})`;
  }

  override scalar(): string {
    return `{{ ${unwrapped(this.term())} }}`;
  }
}

/** The name of another object of the chart that is named by its content. */
export class ContentNameExpression extends Expression {
  readonly paths: readonly ValuesPath[] = [];

  constructor(readonly id: string) {
    super();
  }

  override evaluate(): Json {
    return contentNameMark(this.id);
  }

  override term({ contentName }: TemplateNames): string {
    return `(include ${JSON.stringify(contentName(this.id))} .)`;
  }

  override scalar(names: TemplateNames): string {
    return `{{ ${unwrapped(this.term(names))} }}`;
  }
}

/** What Helm says of the release. */
export class ReleaseField extends Expression {
  readonly paths: readonly ValuesPath[] = [];

  constructor(private readonly field: 'Name' | 'Namespace' | 'Service') {
    super();
  }

  override evaluate(): Json {
    return `.Release.${this.field}`;
  }

  override term(): string {
    return `.Release.${this.field}`;
  }
}

/** Text with expressions in it. */
export class TextExpression extends Expression {
  readonly paths: readonly ValuesPath[];

  constructor(readonly parts: readonly (string | Expression)[]) {
    super();
    this.paths = parts.flatMap((part) => (typeof part === 'string' ? [] : part.paths));
  }

  override evaluate(values: Values): Json {
    return this.parts.map((part) => (typeof part === 'string' ? part : String(part.evaluate(values)))).join('');
  }

  override term(names: TemplateNames): string {
    const format = this.parts.map((part) => (typeof part === 'string' ? part.replaceAll('%', '%%') : part.verb));
    const terms = this.parts.flatMap((part) => (typeof part === 'string' ? [] : [part.term(names)]));
    return `(printf ${goText(format.join(''))} ${terms.join(' ')})`;
  }
}

/** Text in the double quotes of Go, which knows every escape that JSON does but one. */
function goText(text: string): string {
  return JSON.stringify(text).replaceAll('\\/', '/');
}

/** A term without its outer parentheses, which nothing needs at the start of an action. */
function unwrapped(term: string): string {
  return /^\(.*\)$/s.test(term) && closesAtEnd(term) ? term.slice(1, -1) : term;
}

/** Whether the first parenthesis closes with the last character. Parentheses in quoted text are balanced or few. */
function closesAtEnd(term: string): boolean {
  let depth = 0;
  let quoted = false;
  for (let index = 0; index < term.length; index += 1) {
    const character = term[index];
    if (quoted) {
      if (character === '\\') {
        index += 1;
      } else if (character === '"') {
        quoted = false;
      }
    } else if (character === '"') {
      quoted = true;
    } else if (character === '(') {
      depth += 1;
    } else if (character === ')') {
      depth -= 1;
      if (depth === 0 && index < term.length - 1) {
        return false;
      }
    }
  }
  return depth === 0;
}
