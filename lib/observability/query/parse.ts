import { createRequire } from 'module';
import type { LRParser } from '@lezer/lr';
import type { Binary, Expression, LabelList, Matcher, Place, Selector, Span } from './expression';
import { numberOf } from './numbers';

/** A node of the grammar. */
type SyntaxNode = ReturnType<LRParser['parse']>['topNode'];

let grammar: LRParser | undefined;

/** The tree of an expression, or the place at which it stops making sense. */
export function parse(source: string): Expression | number {
  // Prometheus' own grammar. Few programs have alerts, and loading it takes a while: it is loaded for those that do.
  grammar ??= (createRequire(__filename)('@prometheus-io/lezer-promql') as { parser: LRParser }).parser;
  const tree = grammar.parse(source);
  let wrong: number | undefined;
  tree.iterate({
    enter: ({ type, from }) => {
      if (type.isError) {
        wrong ??= from;
      }
      return wrong === undefined;
    },
  });
  const root = tree.topNode.firstChild;
  return wrong ?? (root === null ? 0 : new Reader(source).expression(root));
}

/** Reads the grammar's nodes. */
class Reader {
  constructor(private readonly source: string) {}

  expression(node: SyntaxNode): Expression {
    const place = placeOf(node);
    const parts = childrenOf(node);
    switch (node.name) {
      case 'NumberDurationLiteral':
        return { kind: 'number', value: numberOf(this.text(node)), ...place };
      case 'StringLiteral':
        return { kind: 'text', value: this.unquoted(node), ...place };
      case 'VectorSelector':
        return this.selector(node, place);
      case 'MatrixSelector': {
        const span = this.span(parts[1]);
        return behind(this.expression(parts[0]), (of) => ({ kind: 'range', of, span, ...placeFrom(of, place) }));
      }
      case 'SubqueryExpr': {
        const [span, step] = parts.slice(1).map((part) => this.span(part));
        return behind(this.expression(parts[0]), (of) => ({
          kind: 'subquery',
          of,
          span,
          step,
          ...placeFrom(of, place),
        }));
      }
      case 'OffsetExpr':
      case 'StepInvariantExpr': {
        const by = node.name === 'OffsetExpr' ? 'offset' : '@';
        const span = parts[2].name === 'AtModifierPreprocessors' ? undefined : this.span(parts[2]);
        return behind(this.expression(parts[0]), (of) => ({ kind: 'shift', by, of, span, ...placeFrom(of, place) }));
      }
      case 'AnchoredExpr':
      case 'SmoothedExpr': {
        const name = this.text(parts[1]);
        return behind(this.expression(parts[0]), (of) => ({ kind: 'extension', name, of, ...placeFrom(of, place) }));
      }
      case 'FunctionCall':
        return { kind: 'call', name: this.text(parts[0]), arguments: this.arguments(parts[1]), ...place };
      case 'AggregateExpr':
        return this.aggregation(node, place);
      case 'BinaryExpr':
        return this.binary(parts, place);
      case 'UnaryExpr':
        return { kind: 'unary', of: this.expression(parts[1]), ...place };
      default:
        return { kind: 'parentheses', of: this.expression(parts[0]), ...place };
    }
  }

  private selector(node: SyntaxNode, place: Place): Selector {
    const name = node.getChild('Identifier');
    const matchers = node.getChild('LabelMatchers');
    return {
      kind: 'selector',
      name: name === null ? undefined : this.text(name),
      matchers: matchers === null ? [] : childrenOf(matchers).map((matcher) => this.matcher(matcher)),
      ...place,
    };
  }

  private matcher(node: SyntaxNode): Matcher {
    if (node.name === 'QuotedLabelName') {
      return { label: '__name__', operator: '=', value: this.unquoted(node), ...placeOf(node) };
    }
    const [label, operator, value] = childrenOf(node);
    return { label: this.label(label), operator: this.text(operator), value: this.unquoted(value), ...placeOf(node) };
  }

  private aggregation(node: SyntaxNode, place: Place): Expression {
    const [operator] = childrenOf(node);
    const body = node.getChild('FunctionCallBody');
    const modifier = node.getChild('AggregateModifier');
    return {
      kind: 'aggregation',
      operator: this.text(operator).toLowerCase(),
      grouping: modifier === null ? undefined : this.labels(modifier, 'By'),
      arguments: body === null ? [] : this.arguments(body),
      ...place,
    };
  }

  private binary(parts: readonly SyntaxNode[], place: Place): Binary {
    const [left, operator, ...rest] = parts;
    const right = rest[rest.length - 1];
    const clause = rest.find(({ name }) => name === 'MatchingModifierClause');
    const many = clause?.getChild('GroupLeft') ?? clause?.getChild('GroupRight');
    const include = clause?.getChildren('GroupingLabels').at(1);
    return {
      kind: 'binary',
      operator: this.text(operator).toLowerCase(),
      bool: rest[0].name === 'BoolModifier',
      matching: clause && this.labels(clause, 'On'),
      many: many
        ? {
            side: many.name === 'GroupLeft' ? 'left' : 'right',
            include: include ? childrenOf(include).map((label) => this.label(label)) : [],
          }
        : undefined,
      fills: rest.some(({ name }) => name === 'FillModifier'),
      left: this.expression(left),
      right: this.expression(right),
      ...place,
    };
  }

  private arguments(body: SyntaxNode): Expression[] {
    return childrenOf(body).map((argument) => this.expression(argument));
  }

  private labels(clause: SyntaxNode, only: string): LabelList {
    const list = clause.getChild('GroupingLabels');
    return {
      only: clause.getChild(only) !== null,
      labels: list === null ? [] : childrenOf(list).map((label) => this.label(label)),
    };
  }

  private label(node: SyntaxNode): string {
    return node.name === 'QuotedLabelName' ? this.unquoted(node) : this.text(node);
  }

  private span(node: SyntaxNode): Span {
    const text = this.text(node);
    const literal = /^[-+]?\s*[\w.]+$/.test(text);
    return { seconds: literal ? numberOf(text) : undefined, ...placeOf(node) };
  }

  /** What stands between the quotes, as it is written: no name has anything to escape. */
  private unquoted(node: SyntaxNode): string {
    return this.text(node).slice(1, -1);
  }

  private text({ from, to }: SyntaxNode): string {
    return this.source.slice(from, to);
  }
}

/** What stands behind an operand belongs to it alone; the grammar gives it to all that is before it. */
function behind(expression: Expression, make: (of: Expression) => Expression): Expression {
  switch (expression.kind) {
    case 'unary':
      return { ...expression, of: behind(expression.of, make) };
    case 'binary':
      return { ...expression, right: behind(expression.right, make) };
    default:
      return make(expression);
  }
}

function placeFrom({ from }: Place, { to }: Place): Place {
  return { from, to };
}

function placeOf({ from, to }: SyntaxNode): Place {
  return { from, to };
}

/** The parts of a node, without comments. */
function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (child.name !== 'LineComment') {
      children.push(child);
    }
  }
  return children;
}
