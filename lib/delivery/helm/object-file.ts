import { PHASES } from '../../core/phases';
import type { ObjectTemplate } from './variant';
import type { TemplateNames } from './expression';
import { CONTENT_HASH_TEMPLATE } from './helpers-template';
import { type Role } from './hooks';
import { isTemplateMapping, type TemplateMapping } from './template';
import type { Case, TemplateWriter } from './template-writer';

/** One object of the chart, in each variant that has it. */
export interface ChartObject {
  readonly id: string;
  readonly role: Role;
  /** Every choice of the switches that it follows from. */
  readonly all: readonly Case[];
  /** Those with which it is there, and how. */
  readonly cases: readonly (Case<TemplateMapping> & { readonly object: ObjectTemplate })[];
  /** Whether it is there for a test of the release. */
  readonly test: boolean;
  /** A condition beside that of the variants; undefined for none. */
  readonly guard: string | undefined;
}

/** The text of the file of an object. */
export function objectFile(
  { id, all, cases, guard }: ChartObject,
  writer: TemplateWriter,
  names: TemplateNames,
): string {
  const named = cases.some(({ object }) => object.contentNameBase !== undefined);
  const conditions = [writer.condition(cases, all), guard].filter((condition) => condition !== undefined);
  const body = named
    ? [...writer.mapping(onlyMetadata(cases)), `{{ include ${JSON.stringify(contentTemplate(id, names))} . }}`]
    : writer.mapping(cases);
  return [
    ...(named ? contentTemplates(id, cases, writer, names) : []),
    ...conditions.map((condition) => `{{- if ${condition} }}`),
    ...body,
    ...conditions.map(() => '{{- end }}'),
    '',
  ].join('\n');
}

/** The folder and name of the file: where a person looks for the object. One in another namespace may be called alike. */
export function objectFileName(
  { id, cases: [{ object }], test }: ChartObject,
  taken: ReadonlyMap<string, unknown>,
): string {
  const folder = test ? 'tests' : `${PHASES.indexOf(object.phase)}-${object.phase}`;
  const ending = `.${String(object.manifest.kind).toLowerCase()}.yaml`;
  const file = `templates/${folder}/${plainName(object)}${ending}`;
  return taken.has(file) ? `templates/${folder}/${pathName(id)}${ending}` : file;
}

/** What people call an object: its name, where that follows from nothing, else the path of its construct. */
export function plainName({ id, manifest, contentNameBase }: ObjectTemplate): string {
  const name = contentNameBase ?? (isTemplateMapping(manifest.metadata) ? manifest.metadata.name : undefined);
  return typeof name === 'string' ? name.replace(/[^A-Za-z0-9._-]/g, '-') : pathName(id);
}

/** What an object is called by the path of its construct, which no other one has. */
export function pathName(id: string): string {
  return id.replace(/\/Resource$/, '').replace(/[^A-Za-z0-9._-]/g, '-');
}

function contentTemplate(id: string, names: TemplateNames): string {
  return `${names.contentName(id)}.content`;
}

/** The content, which its name is made of, and the name, which others refer to. */
function contentTemplates(
  id: string,
  cases: ChartObject['cases'],
  writer: TemplateWriter,
  names: TemplateNames,
): string[] {
  const contents = cases.map(({ selection, template: { metadata: _metadata, ...template } }) => ({
    selection,
    template,
  }));
  const bases = cases.map(({ selection, object }) => ({ selection, template: object.contentNameBase ?? '' }));
  const content = contentTemplate(id, names);
  return [
    `{{- define ${JSON.stringify(content)} -}}`,
    ...writer.mapping(contents),
    '{{- end }}',
    `{{- define ${JSON.stringify(names.contentName(id))} -}}`,
    `${writer.inline(bases)}-{{ include "${CONTENT_HASH_TEMPLATE}" (include ${JSON.stringify(content)} .) }}`,
    '{{- end }}',
  ];
}

function onlyMetadata(cases: ChartObject['cases']): Case<TemplateMapping>[] {
  return cases.map(({ selection, template }) => ({ selection, template: { metadata: template.metadata } }));
}
