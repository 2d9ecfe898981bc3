import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ApiObject, type ApiObjectProps, App, Chart } from 'cdk8s';
import { type MakeSystem, runProgram } from './program';

/** Objects as they are written, with a placeholder for the name of a worker. */
export interface WorkerTemplate {
  readonly placeholder: string;
  /** What there is once. */
  readonly shared: readonly ApiObjectProps[];
  /** What each worker has. */
  readonly each: readonly ApiObjectProps[];
}

/** The objects of queue workers as plain objects of cdk8s, one chart a worker: cdk8s-plus has no class for most of them. */
export function withCdk8s({ placeholder, shared, each }: WorkerTemplate): MakeSystem {
  const text = JSON.stringify(each);
  return (services, directory) => {
    const app = new App({ outdir: directory });
    const define = (chart: Chart, objects: readonly ApiObjectProps[]): void =>
      objects.forEach((object) => new ApiObject(chart, object.kind, object));
    define(new Chart(app, 'shared'), shared);
    for (const { name } of services) {
      define(new Chart(app, name), JSON.parse(text.replaceAll(placeholder, name)) as ApiObjectProps[]);
    }
    app.synth();
  };
}

if (require.main === module) {
  const template = readFileSync(join(dirname(process.argv[2]), 'template.json'), 'utf8');
  runProgram(withCdk8s(JSON.parse(template) as WorkerTemplate));
}
