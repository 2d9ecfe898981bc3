import type { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { reportError } from '../core/diagnostic-registry';
import { isJsonObject, type JsonObject } from '../core/json';
import { ownerPath } from '../core/owner-path';
import { Phase } from '../core/phase';
import { PHASES } from '../core/phases';
import { podReferencesOf } from '../core/pod-references';
import { releaseObject, renderObjects } from '../core/render';
import { RootState } from '../core/root-state';
import { environmentOf } from '../environment/environment-registry';
import { type EdgeGraph, edgeGraph } from '../network/edge-graph';
import { declaredPhaseOf } from './object-order';

/** Where an object stands in a deployment. */
export interface Placement {
  readonly phase: Phase;
  /** The step inside the phase: what a step applies is ready before the next step begins. The first one is 0. */
  readonly step: number;
}

const placements = new RootState(() => new Map<ApiObject, Placement>());

/** When an object is applied. Before `placeObjects` has run, and where nothing moves it, the phase is the declared one. */
export function placementOf(object: ApiObject): Placement {
  return placements.of(object).get(object) ?? { phase: declaredPhaseOf(object), step: 0 };
}

/**
 * Makes phases follow dependencies, in each environment by itself. What a workload of an earlier phase needs moves to
 * that phase, with everything that it needs itself: workloads that it connects to, Jobs below them, what its pods refer
 * to by name, and the dependencies that the author declared with `node.addDependency`. In a phase whose Jobs later
 * phases wait for, a workload is a step later than those that it needs.
 *
 * A task that needs something that waits for the task is an error.
 */
export function placeObjects(root: IConstruct, objects: readonly ApiObject[]): void {
  const byEnvironment = new Map<IConstruct | undefined, ApiObject[]>();
  const waiting = new Set<IConstruct | undefined>();
  for (const object of objects) {
    const environment = environmentOf(object);
    const known = byEnvironment.get(environment);
    if (known) {
      known.push(object);
    } else {
      byEnvironment.set(environment, [object]);
    }
    if (POD_KINDS.has(object.kind) && declaredPhaseOf(object) !== Phase.MAIN) {
      waiting.add(environment);
    }
  }
  // Where all pods are in one phase, no phase waits for a later one.
  for (const environment of waiting) {
    new EnvironmentOrder(edgeGraph.of(root), byEnvironment.get(environment) ?? []).place(placements.of(root));
  }
}

/** The kinds whose pods a deployment waits for. */
const AWAITED_KINDS = new Set(['DaemonSet', 'Deployment', 'Job', 'StatefulSet', 'Alertmanager', 'Prometheus']);
const POD_KINDS = new Set([...AWAITED_KINDS, 'CronJob', 'Pod', 'ScaledJob']);

const MAIN = PHASES.indexOf(Phase.MAIN);

/** What moves as one: a workload with the objects around it, or an object that belongs to no workload. */
class Unit {
  readonly objects: ApiObject[] = [];
  /** The number of the phase that the author chose. */
  declared = MAIN;
  phase = MAIN;
  step = 0;
  /** Whether the deployment waits for it before it goes on. */
  isAwaited = false;
  /** Whether it ends by itself. */
  isTask = false;
  readonly needs = new Set<Unit>();

  constructor(readonly construct: IConstruct) {}
}

class EnvironmentOrder {
  private readonly units = new Map<IConstruct, Unit>();
  private readonly byName = new Map<string, Unit>();

  constructor(
    private readonly graph: EdgeGraph,
    objects: readonly ApiObject[],
  ) {
    for (const object of objects) {
      const construct = graph.workloadAround(object) ?? object;
      const unit = this.units.get(construct) ?? new Unit(construct);
      this.units.set(construct, unit);
      unit.objects.push(object);
      this.byName.set(`${object.kind}\n${object.metadata.namespace ?? ''}\n${object.name}`, unit);
    }
    for (const unit of this.units.values()) {
      const declared = unit.objects.find(({ kind }) => POD_KINDS.has(kind)) ?? unit.objects[0];
      unit.declared = PHASES.indexOf(declaredPhaseOf(declared));
      unit.phase = unit.declared;
      unit.isAwaited = unit.objects.some(({ kind }) => AWAITED_KINDS.has(kind));
      unit.isTask = unit.objects.some(({ kind }) => kind === 'Job');
    }
  }

  place(placed: Map<ApiObject, Placement>): void {
    this.moveNeeded();
    for (const phase of [Phase.CLUSTER, Phase.BEFORE]) {
      this.orderSteps(PHASES.indexOf(phase));
    }
    for (const unit of this.units.values()) {
      for (const object of unit.objects) {
        const declared = declaredPhaseOf(object);
        const index = PHASES.indexOf(declared);
        const moves = index > unit.phase && index <= unit.declared;
        const phase = moves ? PHASES[unit.phase] : declared;
        // Objects of a workload that the author put into another phase stay there, in its first step.
        placed.set(object, { phase, step: phase === PHASES[unit.phase] ? unit.step : 0 });
      }
    }
  }

  /** Moves what units of a phase need to that phase, the earliest phase first. */
  private moveNeeded(): void {
    const last = Math.max(
      MAIN,
      ...[...this.units.values()].filter((unit) => this.hasPods(unit)).map(({ phase }) => phase),
    );
    for (let phase = 0; phase < last; phase += 1) {
      const queue = [...this.units.values()].filter((unit) => unit.phase === phase && this.hasPods(unit));
      for (let unit = queue.pop(); unit; unit = queue.pop()) {
        for (const needed of this.neededBy(unit)) {
          unit.needs.add(needed);
          if (needed.phase > phase) {
            needed.phase = phase;
            queue.push(needed);
          }
        }
      }
    }
  }

  private hasPods(unit: Unit): boolean {
    return unit.objects.some(({ kind }) => POD_KINDS.has(kind)) || unit.construct !== unit.objects[0];
  }

  private neededBy(unit: Unit): Unit[] {
    const needed = [
      ...[...this.graph.targetsOf(unit.construct)].flatMap((target) => this.withTasks(target)),
      ...unit.construct.node.dependencies.flatMap((dependency) => this.unitsBelow(dependency)),
      // A migration runs before the workload that it belongs to.
      ...this.tasksBelow(unit.construct).filter((task) => task.declared < unit.declared),
      ...this.referredTo(unit),
    ];
    return needed.filter((each) => each !== unit);
  }

  /** A workload, and the Jobs that make it usable, such as one that creates buckets and users. */
  private withTasks(target: IConstruct): Unit[] {
    const unit = this.units.get(target);
    return unit ? [unit, ...this.tasksBelow(target).filter((task) => task.declared >= unit.declared)] : [];
  }

  private tasksBelow(construct: IConstruct): Unit[] {
    return this.unitsBelow(construct).filter((unit) => unit.isTask && unit.construct !== construct);
  }

  private unitsBelow(construct: IConstruct): Unit[] {
    const found: Unit[] = [];
    for (const each of construct.node.findAll()) {
      const unit = this.units.get(each);
      if (unit) {
        found.push(unit);
      }
    }
    return found;
  }

  private referredTo(unit: Unit): Unit[] {
    return unit.objects
      .filter(({ kind }) => POD_KINDS.has(kind))
      .flatMap((object) => {
        const manifest = manifestOf(object);
        const { namespace } = isJsonObject(manifest.metadata) ? manifest.metadata : {};
        return podReferencesOf(manifest).flatMap(({ kind, name }) =>
          (SOURCES[kind] ?? [kind]).flatMap((source) => {
            const place = CLUSTER_WIDE.has(source) ? '' : String(namespace ?? '');
            return this.byName.get(`${source}\n${place}\n${name}`) ?? [];
          }),
        );
      });
  }

  /** Numbers the steps of one phase. */
  private orderSteps(phase: number): void {
    const units = [...this.units.values()].filter((unit) => unit.phase === phase);
    for (const group of groupsInOrder(units)) {
      const others = group.flatMap((unit) => [...unit.needs]).filter((unit) => !group.includes(unit));
      const step = others.reduce(
        (latest, needed) =>
          needed.phase === phase ? Math.max(latest, needed.isAwaited ? needed.step + 1 : needed.step) : latest,
        0,
      );
      group.forEach((unit) => (unit.step = step));
      const task = group.length > 1 ? group.find(({ isTask }) => isTask) : undefined;
      if (task) {
        reportCycle(task, group);
      }
    }
  }
}

/** The kinds that bring an object which pods refer to, where that is not the kind itself alone. */
const SOURCES: { readonly [kind: string]: readonly string[] | undefined } = {
  Secret: ['Secret', 'ExternalSecret', 'SealedSecret'],
};

const CLUSTER_WIDE = new Set(['PriorityClass', 'RuntimeClass']);

/** The manifest, which synthesis may have let go already. */
function manifestOf(object: ApiObject): JsonObject {
  const [{ manifest }] = renderObjects([object]);
  releaseObject(object);
  return manifest;
}

/**
 * Units that need each other are one group; groups stand in the order in which they can be applied. This is Tarjan's
 * algorithm without recursion.
 */
function groupsInOrder(units: readonly Unit[]): Unit[][] {
  const members = new Set(units);
  const indexes = new Map<Unit, number>();
  const lowest = new Map<Unit, number>();
  const open: Unit[] = [];
  const isOpen = new Set<Unit>();
  const groups: Unit[][] = [];
  const lower = (unit: Unit, value: number): unknown => lowest.set(unit, Math.min(lowest.get(unit) ?? value, value));

  for (const start of units) {
    if (indexes.has(start)) {
      continue;
    }
    const path: { unit: Unit; needs: Iterator<Unit> }[] = [];
    const enter = (unit: Unit): void => {
      indexes.set(unit, indexes.size);
      lower(unit, indexes.size - 1);
      open.push(unit);
      isOpen.add(unit);
      path.push({ unit, needs: unit.needs.values() });
    };
    enter(start);
    while (path.length > 0) {
      const { unit, needs } = path[path.length - 1];
      const next = needs.next();
      if (next.done !== true) {
        const needed = next.value;
        if (members.has(needed) && !indexes.has(needed)) {
          enter(needed);
        } else if (isOpen.has(needed)) {
          lower(unit, indexes.get(needed) ?? 0);
        }
        continue;
      }
      path.pop();
      const parent = path.at(-1)?.unit;
      if (parent) {
        lower(parent, lowest.get(unit) ?? 0);
      }
      if (lowest.get(unit) === indexes.get(unit)) {
        const group = open.splice(open.indexOf(unit));
        group.forEach((each) => isOpen.delete(each));
        groups.push(group);
      }
    }
  }
  return groups;
}

function reportCycle(task: Unit, group: readonly Unit[]): void {
  const path = [...wayBack(task, group), task].map(({ construct }) => ownerPath(construct));
  reportError(task.construct, {
    property: 'connectTo',
    value: path.join(' → '),
    rule: 'a task is complete before whatever waits for it is applied: it cannot need one of these',
    fix: 'remove one of these connections, or let the task connect to something that does not wait for it',
  });
}

/** The shortest way from a unit over what it needs to itself. */
function wayBack(start: Unit, group: readonly Unit[]): Unit[] {
  const from = new Map<Unit, Unit>();
  const queue = [start];
  for (const unit of queue) {
    for (const needed of unit.needs) {
      if (needed === start) {
        const way = [unit];
        for (let at = unit; at !== start; at = way[0]) {
          way.unshift(from.get(at) ?? start);
        }
        return way;
      }
      if (group.includes(needed) && !from.has(needed)) {
        from.set(needed, unit);
        queue.push(needed);
      }
    }
  }
  return [start];
}
