import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { diagnosticRegistry } from '../../core/diagnostic-registry';
import type { Json, JsonObject } from '../../core/json';
import { isLossless } from '../../core/object-registry';
import type { Phase } from '../../core/phase';
import { type CapacityDemand, demandsOn } from '../../environment/capacity';
import { phaseOf } from '../../synth/object-order';
import type { Platform } from '../../synth/platform';
import { System } from '../../synth/system';
import type { NamespaceChart } from '../../workload/namespace-chart';
import { placeWith, type Values } from './place-values';

/** An object as it was rendered. Names by content, wherever they stand, are marks: their hash follows from the rest. */
export interface RenderedPart {
  /** The path of its construct below the environment: the same whatever its name. */
  readonly id: string;
  readonly phase: Phase;
  readonly manifest: JsonObject;
  /** What stands before the hash, where the name is by content. */
  readonly contentNameBase: string | undefined;
  /** What the numbers of a quota are made of. */
  readonly quota: QuotaSource | undefined;
}

/** What the numbers of a quota are made of. */
export interface QuotaSource {
  readonly demands: readonly CapacityDemand[];
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
  const parts = rendered.map(({ object, manifest }): [string, RenderedPart] => [
    idOf(object),
    {
      id: idOf(object),
      phase: phaseOf(object),
      manifest: marked(manifest, [...marks]) as JsonObject,
      contentNameBase: isLossless(object) ? object._contentNameBase : undefined,
      quota: quotaSource(object),
    },
  ]);
  return {
    parts: new Map(parts),
    errors: errorsOf(platform),
  };
}

/** The errors of a platform that was rendered. */
export function errorsOf(platform: Platform): string[] {
  return diagnosticRegistry
    .of(platform)
    .entries.filter(({ level }) => level === 'error')
    .map(({ path, property, rule }) => `${path}  ${property}: ${rule}`);
}

function quotaSource(object: IConstruct): QuotaSource | undefined {
  const chart = Chart.of(object);
  return isNamespaceChart(chart) && object === chart.node.tryFindChild('quota')
    ? { demands: demandsOn(chart, chart.namespace ?? ''), headroom: chart.quotaHeadroom }
    : undefined;
}

/** cdk8s answers `instanceof` of any subclass with yes for every chart. */
function isNamespaceChart(chart: Chart): chart is NamespaceChart {
  return 'quotaHeadroom' in chart;
}

function marked(value: Json, marks: readonly (readonly [string, string])[]): Json {
  if (typeof value === 'string') {
    return marks.reduce((text, [name, mark]) => (text.includes(name) ? text.replaceAll(name, mark) : text), value);
  }
  if (Array.isArray(value)) {
    return value.map((item) => marked(item, marks));
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const fields = Object.entries(value).map(([key, field]) => [key, field === undefined ? field : marked(field, marks)]);
  return Object.fromEntries(fields) as JsonObject;
}
