import { analyse } from '../../../lib/delivery/helm/analysis';
import { validateTemplate } from '../../../lib/delivery/helm/validate-template';
import { variableValues } from '../../../lib/delivery/helm/variable-values';
import { dotted } from '../../../lib/delivery/helm/values-path';
import { referringSystem } from '../../support/referring-system';

test('the values that become variables are known, wherever they stand', () => {
  const { texts, maps } = variableValues(analyse(referringSystem()));
  expect(texts.map(dotted).sort()).toEqual(['host', 'level', 'path']);
  expect(maps.map(dotted)).toEqual(['config']);
});

test('a reference in one of them is refused, unless the schema refuses it already', () => {
  const template = validateTemplate('validate', analyse(referringSystem()));
  for (const condition of [
    '{{- if contains "$(" (toString .Values.path) }}{{ fail ',
    '{{- if contains "$(" (toString .Values.level) }}{{ fail ',
    '{{- range $name, $value := .Values.config }}{{- if contains "$(" (toString $value) }}{{ fail ',
  ]) {
    expect(template).toContain(condition);
  }
  expect(template).toContain(
    'level is %q: a chart cannot put a reference to another variable, $(NAME), where Kubernetes expands it; write out what it refers to, or set it in the settings that the chart is made from',
  );
  expect(template).not.toContain('.Values.host');
});

test('a mapping that has a reference of its own is not open, and that entry is no value', () => {
  const { openMaps, knobs, refusals } = analyse(
    referringSystem({ config: { LEVEL: 'info', HOST: '$(LEVEL).example' } }),
  );
  expect(openMaps).toEqual([]);
  expect(knobs.map(({ path }) => dotted(path))).toContain('config.LEVEL');
  expect(refusals).toEqual([
    { path: ['config', 'HOST'], reason: 'what is in data of ConfigMap api-config comes and goes with it' },
  ]);
});
