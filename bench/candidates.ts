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
export const MONITORED = 'cdk8s-tradewind, monitored';
export const MONITORED_HELM = 'helm template, monitored';

/** Those that need helm on the PATH. */
export const WITH_HELM: readonly string[] = [HELM, WORKERS_HELM, MONITORED_HELM];

/** The file of each program of ours. */
const FILES: Readonly<Record<string, string>> = {
  [PLUS]: 'cdk8s-plus',
  [BARE]: 'bare',
  [FULL]: 'full',
  [JUDGED]: 'policies',
  [WORKERS]: 'worker',
  [WORKERS_CDK8S]: 'cdk8s',
  [MONITORED]: 'monitored',
};

/** Makes what is measured, with its input. */
export class Candidates {
  private readonly templates = new Map<string, WorkerTemplate>();

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
        writeWorkerChart(chart, this.templateOf(name === WORKERS_HELM ? WORKERS : MONITORED), services);
      }
      const args = ['template', 'bench', chart, '--namespace', 'bench'];
      return { name, command: 'helm', args: () => args, writesToOutput: true };
    }
    mkdirSync(input, { recursive: true });
    writeFileSync(join(input, 'services.json'), JSON.stringify(services));
    if (name === WORKERS_CDK8S) {
      writeFileSync(join(input, 'template.json'), JSON.stringify(this.templateOf(WORKERS)));
    }
    return this.ofProgram(name, join(input, 'services.json'));
  }

  /** The objects of one worker, or of one service, as the library writes them. */
  private templateOf(name: string): WorkerTemplate {
    let template = this.templates.get(name);
    if (!template) {
      const [file, output] = [join(this.folder, 'template.json'), join(this.folder, 'template', name)];
      writeFileSync(file, JSON.stringify([PLACEHOLDER]));
      runOnce(this.ofProgram(name, file), output);
      template = workerTemplate(output);
      this.templates.set(name, template);
    }
    return template;
  }

  private ofProgram(name: string, file: string): Candidate {
    const args = (directory: string): string[] => [this.program(FILES[name]), file, directory];
    return { name, command: process.execPath, args, writesToOutput: false };
  }
}
