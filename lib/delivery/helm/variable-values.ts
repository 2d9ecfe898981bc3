import type { Analysis } from './analysis';
import { ContentNameExpression } from './expression';
import { expressionsOf, isTemplateMapping, OpenEntries, type Template } from './template';
import { dotted, type ValuesPath } from './values-path';

/** What of the values of a chart becomes variables of containers. */
export interface VariableValues {
  /** Text that stands in variables. */
  readonly texts: readonly ValuesPath[];
  /** Mappings whose entries are variables. */
  readonly maps: readonly ValuesPath[];
}

/** The values that become variables: in `env`, or in a ConfigMap that containers take all their variables from. */
export function variableValues({ variants }: Analysis): VariableValues {
  const texts = new Map<string, ValuesPath>();
  const maps = new Map<string, ValuesPath>();
  for (const { objects } of variants) {
    const sources = new Set<string>();
    for (const { manifest } of objects.values()) {
      for (const { path, expression } of expressionsOf(manifest)) {
        if (expression instanceof ContentNameExpression && path.includes('envFrom')) {
          sources.add(expression.id);
        } else if (path.includes('env') && path.at(-1) === 'value') {
          expression.paths.forEach((each) => texts.set(dotted(each), each));
        }
      }
    }
    for (const { data } of [...objects.values()].filter(({ id }) => sources.has(id)).map(({ manifest }) => manifest)) {
      expressionsOf(data ?? null).forEach(({ expression }) =>
        expression.paths.forEach((each) => texts.set(dotted(each), each)),
      );
      openEntriesIn(data).forEach((each) => maps.set(dotted(each), each));
    }
  }
  return { texts: [...texts.values()], maps: [...maps.values()] };
}

function openEntriesIn(data: Template | undefined): ValuesPath[] {
  const fields = data !== undefined && isTemplateMapping(data) ? Object.values<Template>(data) : [];
  return fields.flatMap((field) => (field instanceof OpenEntries ? [field.path] : []));
}
