import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { diagnosticRegistry } from '../../core/diagnostic-registry';
import type { Json, JsonObject } from '../../core/json';
import { isLossless } from '../../core/object-registry';
import type { Phase } from '../../core/phase';
import { type OwnedDemand, ownedDemandsOn } from '../../environment/capacity';
import { placementOf } from '../../synth/deployment-order';
import type { Platform } from '../../synth/platform';
import { System } from '../../synth/system';
import type { NamespaceChart } from '../../workload/namespace-chart';
import { placeWith, type Values } from './place-values';

/** An object as it was rendered. Names by content, wherever they stand, are marks: their hash follows from the rest. */
export interface RenderedPart {
  /** The path of its construct below the environment: the same whatever its name. */
  readonly id: string;
  readonly phase: Phase;
  /** The step of the phase. */
  readonly step: number;
  readonly manifest: JsonObject;
  /** What stands before the hash, where the name is by content. */
  readonly contentNameBase: string | undefined;
  /** What the numbers of a quota are made of. */
  readonly quota: QuotaSource | undefined;
}

/** What the numbers of a quota are made of. */
export interface QuotaSource {
  /** Each with the path of its workload below the environment. */
  readonly demands: readonly OwnedDemand[];
  readonly headroom: number;
}

/** One environment with given values. */
export interface Rendering {
  readonly parts: ReadonlyMap<string, RenderedPart>;
  /** What synth would refuse: place, property and rule. */
  readonly errors: readonly string[];
}

/** How the name of an object by content is marked in text: between two characters that no manifest has. */
export function contentNameMark(id: string): string {
  return `\ue000${id}\ue000`;
}

/** Finds marks in text. */
export const CONTENT_NAME_MARK = /\ue000([^\ue000]*)\ue000/;

/**
 * Synthesizes one environment with given values.
 *
 * @throws what the composition throws
 */
export function render(system: System, environment: string, values: Values): Rendering {
  const place = placeWith(system.environments[environment], values);
  const platform = new System({ ...system, environments: { [environment]: place } }).platform();
  const rendered = platform._renderAll();

  const idOf = (construct: IConstruct): string => construct.node.path.slice(environment.length + 1);
  const marks = new Map<string, string>();
  for (const { object } of rendered) {
    if (isLossless(object) && object._contentNameBase !== undefined) {
      marks.set(object.name, contentNameMark(idOf(object)));
    }
  }
  const marking = new Marking(marks);
  const parts = rendered.map(({ object, manifest }): [string, RenderedPart] => [
    idOf(object),
    {
      id: idOf(object),
      ...placementOf(object),
      manifest: marking.in(manifest) as JsonObject,
      contentNameBase: isLossless(object) ? object._contentNameBase : undefined,
      quota: quotaSource(object),
    },
  ]);
  return {
    parts: new Map(parts),
    errors: errorsOf(platform, (property) => !property.startsWith(UNUSED)),
  };
}

/** What synth says of an acknowledgement that nothing needs with other values: it is there for those of the author. */
const UNUSED = 'acknowledgement of ';

/** The errors of a platform that was rendered. */
export function errorsOf(platform: Platform, counts: (property: string) => boolean = () => true): string[] {
  return diagnosticRegistry
    .of(platform)
    .entries.filter(({ level, property }) => level === 'error' && counts(property))
    .map(({ path, property, rule }) => `${path}  ${property}: ${rule}`);
}

function quotaSource(object: IConstruct): QuotaSource | undefined {
  const chart = Chart.of(object);
  return isNamespaceChart(chart) && object === chart.node.tryFindChild('quota')
    ? { demands: demandsBelow(chart), headroom: chart.quotaHeadroom }
    : undefined;
}

/** A construct that demands twice is two. */
function demandsBelow(chart: NamespaceChart): OwnedDemand[] {
  const [environment] = chart.node.path.split('/', 1);
  const counts = new Map<string, number>();
  return ownedDemandsOn(chart, chart.namespace ?? '').map(({ owner, demand }) => {
    const count = counts.get(owner) ?? 0;
    counts.set(owner, count + 1);
    const below = owner.slice(environment.length + 1);
    return { owner: count === 0 ? below : `${below} ${count}`, demand };
  });
}

/** cdk8s answers `instanceof` of any subclass with yes for every chart. */
function isNamespaceChart(chart: Chart): chart is NamespaceChart {
  return 'quotaHeadroom' in chart;
}

/** Puts marks in the places of names by content. */
class Marking {
  private readonly names: RegExp | undefined;

  constructor(private readonly marks: ReadonlyMap<string, string>) {
    // Of two names of which one begins with the other the longer one stands there.
    const names = [...marks.keys()].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
    const patterns = names.map((name) => name.replace(/[^A-Za-z0-9]/g, '\\$&'));
    this.names = names.length > 0 ? new RegExp(patterns.join('|'), 'g') : undefined;
  }

  in(value: Json): Json {
    if (typeof value === 'string') {
      return this.names ? value.replace(this.names, (name) => this.marks.get(name) ?? name) : value;
    }
    if (Array.isArray(value)) {
      return value.map((item) => this.in(item));
    }
    if (typeof value !== 'object' || value === null) {
      return value;
    }
    const fields: JsonObject = {};
    for (const key of Object.keys(value)) {
      const field = value[key];
      fields[key] = field === undefined ? field : this.in(field);
    }
    return fields;
  }
}
