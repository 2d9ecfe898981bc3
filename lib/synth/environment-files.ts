import { Chart } from 'cdk8s';
import { reportError } from '../core/diagnostic-registry';
import { Phase } from '../core/phase';
import { PHASES } from '../core/phases';
import { environmentLabel } from '../environment/environment-label';
import { type Environment } from '../environment/environment';
import { secretKeysOf } from '../secrets/required-secrets';
import { deployScript, type DeployStep } from './deploy-script';
import { type Placement, placementOf } from './deployment-order';
import { kindRank } from './object-order';
import { type Requirements, requirementsOf } from './requirements';
import type { WrittenObject } from './written-object';

interface PlacedObject extends WrittenObject {
  readonly placement: Placement;
  readonly chart: Chart;
}

/** The files of one environment. */
export interface EnvironmentFiles {
  /** Their texts, by name. */
  readonly files: Map<string, string>;
  /** The objects of each, in their order. */
  readonly layout: ReadonlyMap<string, readonly WrittenObject[]>;
  /** What the cluster must have. */
  readonly requirements: Requirements;
}

/** Lays out the files of one environment. */
export function environmentFiles(
  system: string,
  environment: Environment,
  written: readonly WrittenObject[],
): EnvironmentFiles {
  const placed = written.map((entry) => ({
    ...entry,
    placement: placementOf(entry.object),
    chart: Chart.of(entry.object),
  }));
  const byFile = new Map<string, PlacedObject[]>();
  const owners = new Map<string, Chart>();
  for (const object of placed) {
    const file = fileName(environment, object.chart, object.placement);
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
  const requirements = requirementsOf(written, secretKeysOf(environment));
  if (placed.length > 0) {
    files.set('deploy.sh', script(system, environment, byFile, requirements));
  }
  return { files, layout: byFile, requirements };
}

/** `2-main-crypto-wallets.k8s.yaml`: the number makes `kubectl apply -f` of the folder go by phases. */
function fileName(environment: Environment, chart: Chart, placement: Placement): string {
  return `${objectFileStem(placement, chart.node.path.slice(environment.node.path.length + 1))}.k8s.yaml`;
}

/**
 * The name of the file for the objects of a chart in a step of a phase, without its ending. Names sort in the order of
 * the deployment: `1-before-shop`, `1-before.01-shop`, `2-main-shop`.
 */
export function objectFileStem({ phase, step }: Placement, chartPath: string): string {
  const suffix = step === 0 ? '' : `.${String(step).padStart(2, '0')}`;
  return `${PHASES.indexOf(phase)}-${phase}${suffix}-${chartPath.replace(/[^A-Za-z0-9._-]/g, '-')}`;
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

function script(
  system: string,
  environment: Environment,
  byFile: ReadonlyMap<string, readonly PlacedObject[]>,
  requirements: Requirements,
): string {
  const objects = [...byFile.values()].flat();
  const context = {
    definedKinds: new Set(objects.flatMap(({ definedKind }) => definedKind ?? [])),
    mostPods: new Map(
      objects.flatMap(({ namespace, scales }) =>
        scales ? [[workloadKey(namespace, scales.kind, scales.name), scales.mostPods] as const] : [],
      ),
    ),
  };
  const bySteps = new Map<string, string[]>();
  for (const file of [...byFile.keys()].sort()) {
    const { phase, step } = placementIn(byFile, file);
    const key = `${PHASES.indexOf(phase)}.${String(step).padStart(2, '0')}`;
    bySteps.set(key, [...(bySteps.get(key) ?? []), file]);
  }
  return deployScript({
    system,
    environment: environmentLabel(environment),
    context: environment.cluster.context,
    namespaces: objects.flatMap(({ object, name }) => (object.kind === 'Namespace' ? [name] : [])).sort(),
    requirements,
    steps: [...bySteps.keys()].sort().map((key) => {
      const files = bySteps.get(key) ?? [];
      return deployStep(files, byFile, context);
    }),
  });
}

function placementIn(byFile: ReadonlyMap<string, readonly PlacedObject[]>, file: string): Placement {
  return byFile.get(file)?.[0]?.placement ?? { phase: Phase.MAIN, step: 0 };
}

/** What the steps of an environment need to know of the others. */
interface DeployContext {
  /** Groups and kinds that CustomResourceDefinitions of the environment define. */
  readonly definedKinds: ReadonlySet<string>;
  /** The most pods of each workload whose number an autoscaler sets. */
  readonly mostPods: ReadonlyMap<string, number>;
}

function workloadKey(namespace: string | undefined, kind: string, name: string): string {
  return `${namespace ?? 'default'}/${kind}/${name}`;
}

function deployStep(
  files: readonly string[],
  byFile: ReadonlyMap<string, readonly PlacedObject[]>,
  { definedKinds, mostPods }: DeployContext,
): DeployStep {
  const objects = files.flatMap((file) => byFile.get(file) ?? []);
  const ofKind = (...kinds: string[]): PlacedObject[] => objects.filter(({ object }) => kinds.includes(object.kind));
  return {
    files: files.map((name) => {
      const inFile = byFile.get(name) ?? [];
      const own = inFile.filter(({ object }) => definedKinds.has(`${object.apiGroup} ${object.kind}`));
      return {
        name,
        namespaces: [...new Set(inFile.flatMap(({ namespace }) => namespace ?? []))].sort(),
        ownKinds: [...new Set(own.map(({ object }) => `${object.apiVersion}/${object.kind}`))].sort(),
      };
    }),
    jobs: ofKind('Job').map((job) => ({
      ...awaited(job, mostPods),
      hasTimeToLive: job.hasTimeToLive,
      restartsInPlace: job.restartsInPlace,
    })),
    rollouts: ofKind(...ROLLED_OUT).map((object) => ({ ...awaited(object, mostPods), kind: object.object.kind })),
    crds: ofKind('CustomResourceDefinition').map(({ name }) => name),
  };
}

/** The kinds whose pods a step waits for. */
const ROLLED_OUT = ['Deployment', 'StatefulSet', 'DaemonSet', 'Alertmanager', 'Prometheus'];

/** An object says itself why it failed when its deadline is over: the wait is a little longer. */
const PATIENCE_SECONDS = 30;

/** Kubernetes' own deadline of a Deployment, for what states none. */
const DEFAULT_DEADLINE_SECONDS = 600;

function awaited(
  { object, namespace, name, rolloutTime }: PlacedObject,
  mostPods: ReadonlyMap<string, number>,
): {
  readonly namespace: string;
  readonly name: string;
  readonly timeoutSeconds: number;
} {
  const pods = mostPods.get(workloadKey(namespace, object.kind, name)) ?? 1;
  const timeoutSeconds = (rolloutTime?.(pods) ?? DEFAULT_DEADLINE_SECONDS) + PATIENCE_SECONDS;
  return { namespace: namespace ?? 'default', name, timeoutSeconds };
}
