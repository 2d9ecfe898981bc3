import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ApiObjectProps } from 'cdk8s';
import { stringify } from 'yaml';
import { PanelIds } from '../lib/monitoring/panel-ids';
import { objectsBelow } from './objects';
import type { WorkerTemplate } from './programs/cdk8s';
import type { MeasuredService } from './programs/program';

/** The one worker of a system that a template is made of. */
export const PLACEHOLDER: MeasuredService = { name: 'name-of-the-worker', address: '' };

/** What a system of that one worker wrote, taken apart: what there is once, and what each worker has. */
export function workerTemplate(directory: string): WorkerTemplate {
  const objects = [...objectsBelow(directory).values()] as ApiObjectProps[];
  const isEach = (object: ApiObjectProps): boolean => JSON.stringify(object).includes(PLACEHOLDER.name);
  return {
    placeholder: PLACEHOLDER.name,
    shared: objects.filter((object) => !isEach(object)),
    each: objects.filter(isEach),
  };
}

/** Writes a chart of Helm with the same objects: one template that ranges over the workers of its values. */
export function writeWorkerChart(
  directory: string,
  template: WorkerTemplate,
  workers: readonly MeasuredService[],
): void {
  const { placeholder, shared, each } = template;
  const titles = panelTitles(template);
  const documents = (objects: readonly ApiObjectProps[]): string =>
    objects.map((object) => `---\n${escaped(stringify(object, { lineWidth: 0 }))}`).join('');
  let place = 0;
  const ofOne = documents(each)
    .replaceAll(placeholder, '{{ .name }}')
    .replace(/"id": \d+/g, () => `"id": {{ index $panels ${place++} }}`);
  const range = `{{- range .Values.workers }}{{- $panels := .panels }}\n${ofOne}{{- end }}\n`;
  mkdirSync(join(directory, 'templates'), { recursive: true });
  writeFileSync(join(directory, 'Chart.yaml'), 'apiVersion: v2\nname: bench\nversion: 1.0.0\n');
  writeFileSync(
    join(directory, 'values.yaml'),
    stringify({ workers: workers.map(({ name }) => ({ name, panels: panelIds(titles, placeholder, name) })) }),
  );
  writeFileSync(join(directory, 'templates', 'workers.yaml'), `${documents(shared)}${range}`);
}

/** The titles that the identifiers of panels are made of, in their order: a row, and what stands in it. */
function panelTitles({ each }: WorkerTemplate): string[][] {
  const dashboards = each
    .filter(({ metadata }) => metadata?.labels?.grafana_dashboard !== undefined)
    .flatMap(({ data }) => Object.values(data as Record<string, string>));
  return dashboards.flatMap((text) => {
    let row = '';
    return (JSON.parse(text) as { panels: { type: string; title: string }[] }).panels.map(({ type, title }) => {
      row = type === 'row' ? title : row;
      return type === 'row' ? [title] : [row, title];
    });
  });
}

/** Identifiers are made of names, which Helm cannot do: they stand in its values, as the addresses of services do. */
function panelIds(titles: readonly string[][], placeholder: string, name: string): string[] {
  const ids = new PanelIds();
  // As text: Helm reads every number of its values as one that may have a fraction, and writes large ones so.
  return titles.map((each) => String(ids.next(...each.map((title) => title.replaceAll(placeholder, name)))));
}

/** The alerts have braces of Prometheus, which Helm must leave alone. */
function escaped(text: string): string {
  return text.replaceAll('{{', '{{ "{{" }}');
}
