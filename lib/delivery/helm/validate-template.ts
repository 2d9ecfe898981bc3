import type { Analysis } from './analysis';
import type { Knob } from './knob';
import { REGISTRY } from './place-values';
import { UNITS_TEMPLATE } from './quota-expression';
import { dotted, reference, valueAt, type ValuesPath } from './values-path';
import { emptyIn, smallest } from './values-schema';
import { variableValues } from './variable-values';

const QUANTITY_UNITS = 1000;

/** `_validate.tpl`: the checks of synth between values, which a schema cannot make. */
export function validateTemplate(name: string, analysis: Analysis): string {
  const checks = analysis.relations.map(({ least, most, quantities, strict }) => {
    const term = (path: ValuesPath): string =>
      quantities
        ? `(include "${UNITS_TEMPLATE}" (list ${reference(path)} ${QUANTITY_UNITS}) | int64)`
        : `(int64 ${reference(path)})`;
    const word = strict ? 'not below' : 'above';
    const message = `${dotted(least)} is %v, ${word} ${dotted(most)}, which is %v: lower the first or raise the second`;
    return check(`${strict ? 'ge' : 'gt'} ${term(least)} ${term(most)}`, message, [reference(least), reference(most)]);
  });
  return [
    `{{- define ${JSON.stringify(name)} -}}`,
    ...checks,
    ...registryChecks(analysis),
    ...fixedChecks(analysis),
    ...emptyChecks(analysis),
    ...minimumChecks(analysis),
    ...variableChecks(analysis),
    ...maximumChecks(analysis),
    '{{- end }}',
    '',
  ].join('\n');
}

function check(condition: string, message: string, terms: readonly string[]): string {
  const text = JSON.stringify(`\n✗ ${message}`);
  const said = terms.length > 0 ? `(printf ${text} ${terms.join(' ')})` : text;
  return `{{- if ${condition} }}{{ fail ${said} }}{{ end }}`;
}

/** Text in which a percent sign means itself. */
function verbatim(text: string): string {
  return text.replaceAll('%', '%%');
}

/** An environment has a registry or loads its images into the nodes: from which of both it is, more follows. */
function registryChecks({ environments, values, knobs }: Analysis): string[] {
  if (!knobs.some(({ path }) => path[0] === REGISTRY)) {
    return [];
  }
  const registry = reference([REGISTRY]);
  return environments.map((name) =>
    values[name][REGISTRY] === ''
      ? check(
          `and (${isEnvironment(name)}) ${registry}`,
          `registry is %q: in ${name} images are loaded into the nodes, so leave it empty`,
          [registry],
        )
      : check(
          `and (${isEnvironment(name)}) (not ${registry})`,
          `registry is empty: in ${name} nodes pull images, so name it`,
          [],
        ),
  );
}

/** What is fixed in an environment, though not in others. */
function fixedChecks({ knobs, switches, values }: Analysis): string[] {
  return [...knobs, ...switches].flatMap(({ path, fixedIn }) =>
    Object.entries(fixedIn).map(([name, reason]) => {
      const own = valueAt(values[name], path);
      const message = `${dotted(path)} is %v: in ${name} it stays ${String(own)}, because ${verbatim(reason)}`;
      return check(
        `and (${isEnvironment(name)}) (ne (toString ${reference(path)}) ${JSON.stringify(String(own))})`,
        message,
        [reference(path)],
      );
    }),
  );
}

/** Text that is empty in one environment, with which more may go than it, and so not in another. */
function emptyChecks(analysis: Analysis): string[] {
  return analysis.knobs
    .filter((knob) => emptyIn(knob, analysis).length > 0)
    .flatMap(({ path, fixedIn }) =>
      analysis.environments
        .filter(
          (name) => !(name in fixedIn) && ![undefined, ''].includes(valueAt(analysis.values[name], path) as string),
        )
        .map((name) =>
          check(
            `and (${isEnvironment(name)}) (not ${reference(path)})`,
            `${dotted(path)} is empty: in ${name} it is not`,
            [],
          ),
        ),
    );
}

/** Smallest numbers that are larger in one environment than in another; the others stand in the schema. */
function minimumChecks(analysis: Analysis): string[] {
  return analysis.knobs.flatMap((knob) =>
    Object.entries(knob.minimums)
      .filter(([, minimum]) => minimum > (smallest(knob, analysis) ?? minimum))
      .map(([name, minimum]) =>
        check(
          `and (${isEnvironment(name)}) (lt (int64 ${reference(knob.path)}) ${minimum})`,
          `${dotted(knob.path)} is %v: in ${name} it is at least ${minimum}`,
          [reference(knob.path)],
        ),
      ),
  );
}

/**
 * Which variables there are and which stands before which is decided when the chart is made: a reference that a value
 * brings along would reach the program as it is written.
 */
function variableChecks(analysis: Analysis): string[] {
  const { texts, maps } = variableValues(analysis);
  const mayRefer = (path: ValuesPath): boolean =>
    analysis.knobs.some((knob) => dotted(knob.path) === dotted(path) && takesReference(knob));
  const rule = 'a chart cannot put a reference to another variable, $(NAME), where Kubernetes expands it';
  const fix = 'write out what it refers to, or set it in the settings that the chart is made from';
  return [
    ...texts
      .filter(mayRefer)
      .map((path) =>
        check(`contains "$(" (toString ${reference(path)})`, `${dotted(path)} is %q: ${rule}; ${fix}`, [
          reference(path),
        ]),
      ),
    ...maps.map(
      (path) =>
        `{{- range $name, $value := ${reference(path)} }}${check(
          'contains "$(" (toString $value)',
          `${dotted(path)}.%s is %q: ${rule}; ${fix}`,
          ['$name', '$value'],
        )}{{ end }}`,
    ),
  ];
}

/** Whether the schema lets a reference through. */
function takesReference({ shape }: Knob): boolean {
  const { pattern } = shape.schema;
  return shape.type === 'text' && (typeof pattern !== 'string' || new RegExp(pattern).test(`${shape.sample(1)}$(A)`));
}

/** Largest numbers of pods, with the reason that synth gives. */
function maximumChecks({ knobs }: Analysis): string[] {
  return knobs.flatMap(({ path, maximums }) =>
    Object.entries(maximums).map(([name, { most, reason }]) =>
      check(
        `and (${isEnvironment(name)}) (gt (int64 ${reference(path)}) ${most})`,
        `${dotted(path)} is %v: in ${name} it is at most ${most}, because ${verbatim(reason)}`,
        [reference(path)],
      ),
    ),
  );
}

function isEnvironment(name: string): string {
  return `eq .Values.environment ${JSON.stringify(name)}`;
}
