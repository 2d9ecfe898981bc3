import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeHelmChart } from './helm-chart';
import { type Candidate, runOnce } from './measure';
import type { WorkerTemplate } from './programs/cdk8s';
import { measuredServices } from './services';
import { PLACEHOLDER, workerTemplate, writeWorkerChart } from './worker-template';

export const PLUS = 'cdk8s-plus';
export const HELM = 'helm template';
export const BARE = 'cdk8s-tradewind';
export const FULL = 'cdk8s-tradewind, hardened';
export const JUDGED = 'cdk8s-tradewind, hardened, policies';
export const WORKERS = 'cdk8s-tradewind, workers';
export const WORKERS_HELM = 'helm template, workers';
export const WORKERS_CDK8S = 'cdk8s, workers';

/** Those that need helm on the PATH. */
export const WITH_HELM: readonly string[] = [HELM, WORKERS_HELM];

/** The file of each program of ours. */
const FILES: Readonly<Record<string, string>> = {
  [PLUS]: 'cdk8s-plus',
  [BARE]: 'bare',
  [FULL]: 'full',
  [JUDGED]: 'policies',
  [WORKERS]: 'worker',
  [WORKERS_CDK8S]: 'cdk8s',
};

/** Makes what is measured, with its input. */
export class Candidates {
  private template?: WorkerTemplate;

  constructor(
    private readonly folder: string,
    private readonly program: (name: string) => string,
  ) {}

  /** A program for a number of services or workers. */
  of(name: string, count: number): Candidate {
    const services = measuredServices(count);
    const input = join(this.folder, `input-${count}`);
    if (WITH_HELM.includes(name)) {
      const chart = join(input, name);
      if (name === HELM) {
        writeHelmChart(chart, services);
      } else {
        writeWorkerChart(chart, this.workerTemplate(), services);
      }
      const args = ['template', 'bench', chart, '--namespace', 'bench'];
      return { name, command: 'helm', args: () => args, writesToOutput: true };
    }
    mkdirSync(input, { recursive: true });
    writeFileSync(join(input, 'services.json'), JSON.stringify(services));
    if (name === WORKERS_CDK8S) {
      writeFileSync(join(input, 'template.json'), JSON.stringify(this.workerTemplate()));
    }
    return this.ofProgram(name, join(input, 'services.json'));
  }

  /** The objects of a worker, as the library writes them. */
  private workerTemplate(): WorkerTemplate {
    if (!this.template) {
      const [file, output] = [join(this.folder, 'template.json'), join(this.folder, 'template')];
      writeFileSync(file, JSON.stringify([PLACEHOLDER]));
      runOnce(this.ofProgram(WORKERS, file), output);
      this.template = workerTemplate(output);
    }
    return this.template;
  }

  private ofProgram(name: string, file: string): Candidate {
    const args = (directory: string): string[] => [this.program(FILES[name]), file, directory];
    return { name, command: process.execPath, args, writesToOutput: false };
  }
}
