import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ApiObjectProps } from 'cdk8s';
import { stringify } from 'yaml';
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
  { placeholder, shared, each }: WorkerTemplate,
  workers: readonly MeasuredService[],
): void {
  const documents = (objects: readonly ApiObjectProps[]): string =>
    objects.map((object) => `---\n${escaped(stringify(object, { lineWidth: 0 }))}`).join('');
  const range = `{{- range .Values.workers }}\n${documents(each).replaceAll(placeholder, '{{ .name }}')}{{- end }}\n`;
  mkdirSync(join(directory, 'templates'), { recursive: true });
  writeFileSync(join(directory, 'Chart.yaml'), 'apiVersion: v2\nname: bench\nversion: 1.0.0\n');
  writeFileSync(join(directory, 'values.yaml'), stringify({ workers: workers.map(({ name }) => ({ name })) }));
  writeFileSync(join(directory, 'templates', 'workers.yaml'), `${documents(shared)}${range}`);
}

/** The alerts have braces of Prometheus, which Helm must leave alone. */
function escaped(text: string): string {
  return text.replaceAll('{{', '{{ "{{" }}');
}
