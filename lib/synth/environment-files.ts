import { Chart } from 'cdk8s';
import { reportError } from '../core/diagnostic-registry';
import type { Phase } from '../core/phase';
import { PHASES } from '../core/phases';
import { type Environment } from '../environment/environment';
import { type AwaitedJob, deployScript } from './deploy-script';
import { kindRank, phaseOf } from './object-order';
import type { WrittenObject } from './written-object';

interface PlacedObject extends WrittenObject {
  readonly phase: Phase;
  readonly chart: Chart;
}

/** The files of one environment. */
export interface EnvironmentFiles {
  /** Their texts, by name. */
  readonly files: Map<string, string>;
  /** The objects of each, in their order. */
  readonly layout: ReadonlyMap<string, readonly WrittenObject[]>;
}

/** Lays out the files of one environment. */
export function environmentFiles(
  system: string,
  environment: Environment,
  written: readonly WrittenObject[],
): EnvironmentFiles {
  const placed = written.map((entry) => ({ ...entry, phase: phaseOf(entry.object), chart: Chart.of(entry.object) }));
  const byFile = new Map<string, PlacedObject[]>();
  const owners = new Map<string, Chart>();
  for (const object of placed) {
    const file = fileName(environment, object.chart, object.phase);
    checkOwner(owners, file, object.chart);
    const objects = byFile.get(file);
    if (objects) {
      objects.push(object);
    } else {
      byFile.set(file, [object]);
    }
  }
  const files = new Map<string, string>();
  for (const file of [...byFile.keys()].sort()) {
    const objects = (byFile.get(file) ?? []).sort(byPlace);
    files.set(file, objects.map(({ text }) => text).join('---\n'));
  }
  if (placed.length > 0) {
    files.set('deploy.sh', script(system, environment, byFile));
  }
  return { files, layout: byFile };
}

/** `2-main-crypto-wallets.k8s.yaml`: the number makes `kubectl apply -f` of the folder go by phases. */
function fileName(environment: Environment, chart: Chart, phase: Phase): string {
  return `${objectFileStem(phase, chart.node.path.slice(environment.node.path.length + 1))}.k8s.yaml`;
}

/** The name of the file for the objects of a chart in a phase, without its ending. */
export function objectFileStem(phase: Phase, chartPath: string): string {
  return `${PHASES.indexOf(phase)}-${phase}-${chartPath.replace(/[^A-Za-z0-9._-]/g, '-')}`;
}

function checkOwner(owners: Map<string, Chart>, file: string, chart: Chart): void {
  const key = file.toLowerCase();
  const owner = owners.get(key);
  if (owner && owner !== chart) {
    reportError(chart, {
      property: 'id',
      value: `${chart.node.path}, whose file ${file} is that of ${owner.node.path} too`,
      rule: 'every chart has files of its own',
      fix: 'give one of the charts another id',
    });
  }
  owners.set(key, chart);
}

function byPlace(a: PlacedObject, b: PlacedObject): number {
  return kindRank(a.object.kind) - kindRank(b.object.kind) || (placeOf(a) < placeOf(b) ? -1 : 1);
}

function placeOf({ object, namespace, name }: PlacedObject): string {
  return `${namespace ?? ''}\n${name}\n${object.kind}`;
}

function script(system: string, environment: Environment, byFile: Map<string, PlacedObject[]>): string {
  const files = [...byFile.keys()].sort();
  return deployScript({
    system,
    environment: environment.name,
    phases: PHASES.map((phase) => {
      const ofPhase = files.filter((file) => byFile.get(file)?.[0].phase === phase);
      const objects = ofPhase.flatMap((file) => byFile.get(file) ?? []);
      const ofKind = (...kinds: string[]): PlacedObject[] =>
        objects.filter(({ object }) => kinds.includes(object.kind));
      return {
        files: ofPhase,
        jobs: ofKind('Job').map(awaited),
        rollouts: ofKind('Deployment', 'StatefulSet', 'DaemonSet').map((object) => ({
          ...awaited(object),
          kind: object.object.kind,
        })),
        crds: ofKind('CustomResourceDefinition').map(({ name }) => name),
      };
    }),
  });
}

/** An object says itself why it failed when its deadline is over: the wait is a little longer. */
const PATIENCE_SECONDS = 30;

/** Kubernetes' own deadline of a Deployment, for what states none. */
const DEFAULT_DEADLINE_SECONDS = 600;

function awaited({ namespace, name, deadlineSeconds }: PlacedObject): AwaitedJob {
  const timeoutSeconds = (deadlineSeconds ?? DEFAULT_DEADLINE_SECONDS) + PATIENCE_SECONDS;
  return { namespace: namespace ?? 'default', name, timeoutSeconds };
}
