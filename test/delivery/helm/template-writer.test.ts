import { ENVIRONMENT_SELECTOR } from '../../../lib/delivery/helm/condition';
import {
  ContentNameExpression,
  LinearExpression,
  RegistryPrefix,
  TagExpression,
  TextExpression,
  ValueExpression,
} from '../../../lib/delivery/helm/expression';
import { Guarded, OPEN_ENTRIES, OpenEntries, type TemplateMapping } from '../../../lib/delivery/helm/template';
import { escaped, TemplateWriter } from '../../../lib/delivery/helm/template-writer';

const writer = new TemplateWriter([ENVIRONMENT_SELECTOR, { key: 'cache', term: '.Values.cache' }], {
  contentName: (id) => `chart.${id}`,
  registryPrefix: 'chart.registry',
});

function write(templates: Readonly<Record<string, TemplateMapping>>): string {
  const cases = Object.entries(templates).map(([environment, template]) => ({ selection: { environment }, template }));
  return writer.mapping(cases).join('\n');
}

const one = (template: TemplateMapping) => write({ prod: template });

describe('what is the same everywhere', () => {
  test('is plain YAML', () => {
    expect(one({ a: 1, b: ['x', { c: 'w' }, []], d: {}, g: 'yes', f: [[1, 2]] })).toBe(
      ['a: 1', 'b:', '  - x', '  - c: w', '  - []', 'd: {}', 'g: "yes"', 'f:', '  - - 1', '    - 2'].join('\n'),
    );
  });

  test('text of several lines stays as it is', () => {
    expect(one({ a: { file: 'one\ntwo\n' }, b: ['x\ny'] })).toBe(
      ['a:', '  file: |', '    one', '    two', 'b:', '  - |-', '    x', '    y'].join('\n'),
    );
  });

  test.each([
    ['{{ $value }}', 'a: "{{ "{{" }} $value }}"'],
    ['line {{ x }}\nnext', 'a: |-\n  line {{ "{{" }} x }}\n  next'],
  ])('braces in %j are no template', (text, written) => {
    expect(one({ a: text })).toBe(written);
    expect(escaped('{{')).toBe('{{ "{{" }}');
  });
});

describe('expressions', () => {
  test.each([
    [new ValueExpression(['pods', 'max'], 'integer'), '{{ int64 .Values.pods.max }}'],
    [new ValueExpression(['host'], 'text'), '{{ .Values.host | quote }}'],
    [new ValueExpression(['ratio'], 'number'), '{{ toJson .Values.ratio }}'],
    [new ValueExpression(['versions', 'my-image'], 'text'), '{{ index .Values "versions" "my-image" | quote }}'],
    [new ValueExpression(['list', 0], 'text'), '{{ index .Values "list" 0 | quote }}'],
    [new TagExpression(['version']), '{{ splitList "@" .Values.version | first | quote }}'],
    [new LinearExpression(['pods'], 2, 1), '{{ add (mul 2 (int64 .Values.pods)) 1 }}'],
    [new LinearExpression(['pods'], 1, 0), '{{ int64 .Values.pods }}'],
    [new ContentNameExpression('config'), '{{ include "chart.config" . }}'],
    [
      new TextExpression([new RegistryPrefix(), '50%-', new ValueExpression(['pods'], 'integer')]),
      '{{ printf "%s50%%-%d" (include "chart.registry" .) (int64 .Values.pods) | quote }}',
    ],
  ])('%#', (expression, written) => {
    expect(one({ a: expression })).toBe(`a: ${written}`);
  });

  test('stand in the lines of a text', () => {
    const file = new TextExpression(['listen ', new ValueExpression(['port'], 'integer'), ';\nhost {{ x }};\n']);
    expect(one({ file })).toBe('file: |\n  listen {{ (int64 .Values.port) }};\n  host {{ "{{" }} x }};');
  });

  test('the entries of an open mapping follow the known ones', () => {
    expect(one({ data: { OWN: 'x', [OPEN_ENTRIES]: new OpenEntries(['variables']) } })).toBe(
      [
        'data:',
        '  OWN: x',
        '  {{- range $key, $value := .Values.variables }}',
        '  {{ $key | quote }}: {{ $value | quote }}',
        '  {{- end }}',
      ].join('\n'),
    );
  });
});

describe('what differs', () => {
  test('a field stands in an if with the reason', () => {
    expect(write({ dev: { a: 1, b: 'x' }, staging: { a: 1, b: 'w' }, prod: { a: 1, b: 'w' } })).toBe(
      ['a: 1', '{{- if eq .Values.environment "dev" }}', 'b: x', '{{- else }}', 'b: w', '{{- end }}'].join('\n'),
    );
  });

  test('three ways are three branches', () => {
    expect(write({ dev: { b: 'x' }, staging: { b: 'w' }, prod: { b: 'z' } })).toBe(
      [
        '{{- if eq .Values.environment "dev" }}',
        'b: x',
        '{{- else if eq .Values.environment "staging" }}',
        'b: w',
        '{{- else }}',
        'b: z',
        '{{- end }}',
      ].join('\n'),
    );
  });

  test('fields that some have share their if, and what the others have is its else', () => {
    expect(write({ dev: { a: 1, b: 2, c: 3 }, prod: { c: 3, d: 4 } })).toBe(
      [
        '{{- if eq .Values.environment "dev" }}',
        'a: 1',
        'b: 2',
        '{{- end }}',
        'c: 3',
        '{{- if eq .Values.environment "prod" }}',
        'd: 4',
        '{{- end }}',
      ].join('\n'),
    );
  });

  test('items of lists are known by their names', () => {
    expect(write({ dev: { list: [{ name: 'a', v: 1 }] }, prod: { list: [{ name: 'a', v: 2 }, { name: 'b' }] } })).toBe(
      [
        'list:',
        '  - name: a',
        '    {{- if eq .Values.environment "dev" }}',
        '    v: 1',
        '    {{- else }}',
        '    v: 2',
        '    {{- end }}',
        '  {{- if eq .Values.environment "prod" }}',
        '  - name: b',
        '  {{- end }}',
      ].join('\n'),
    );
  });

  test('lists in another order stand there as a whole', () => {
    expect(write({ dev: { list: ['a', 'b'] }, prod: { list: ['b', 'a'] } })).toBe(
      [
        '{{- if eq .Values.environment "dev" }}',
        'list:',
        '  - a',
        '  - b',
        '{{- else }}',
        'list:',
        '  - b',
        '  - a',
        '{{- end }}',
      ].join('\n'),
    );
  });

  test('a field under a condition of its own keeps it', () => {
    expect(one({ a: new Guarded('.Release.IsInstall', 'x'), b: new Guarded('.Release.IsInstall', 'w'), c: 'z' })).toBe(
      ['{{- if .Release.IsInstall }}', 'a: x', 'b: w', '{{- end }}', 'c: z'].join('\n'),
    );
  });

  test('in a line', () => {
    const cases = ['dev', 'prod'].map((environment) => ({ selection: { environment }, template: environment }));
    expect(writer.inline(cases)).toBe('{{ if eq .Values.environment "dev" }}dev{{ else }}prod{{ end }}');
  });
});
