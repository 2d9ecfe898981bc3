import Ajv, { type ValidateFunction } from 'ajv';
import type { Place } from '../../lib/monitoring/dashboard-layout';
import { Manifests } from '../../lib';
import type { IConstruct } from 'constructs';
import * as schemas from './grafana-schemas.json';

/** What tests look at of a panel. */
export interface DashboardPanel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly gridPos: Place;
  readonly targets?: readonly { readonly expr: string; readonly legendFormat: string; readonly refId: string }[];
  readonly panels?: readonly DashboardPanel[];
  readonly options?: unknown;
  readonly fieldConfig?: { readonly defaults: { readonly custom?: unknown; readonly unit?: string } };
}

/** What tests look at of a dashboard. */
export interface DashboardModel {
  readonly uid: string;
  readonly title: string;
  readonly panels: readonly DashboardPanel[];
}

const validators = new Map<string, ValidateFunction>();

/** The dashboards in ConfigMaps below a construct. */
export function dashboardsOf(scope: IConstruct): DashboardModel[] {
  return Manifests.of(scope)
    .objects('ConfigMap')
    .filter(({ metadata }) => metadata.labels?.grafana_dashboard === '1')
    .flatMap(({ data }) => Object.values(data as Record<string, string>).map((text) => JSON.parse(text)));
}

/** Every panel of a dashboard, those in collapsed rows too. */
export function panelsOf({ panels }: DashboardModel): DashboardPanel[] {
  return panels.flatMap((panel) => [panel, ...(panel.panels ?? [])]);
}

/** What Grafana's schemas say against a dashboard and its panels. */
export function schemaProblems(dashboard: DashboardModel): string[] {
  return [
    ...problems('WholeDashboard', dashboard),
    ...panelsOf(dashboard).flatMap(({ type, options, fieldConfig }) => {
      const custom = fieldConfig?.defaults.custom ?? {};
      switch (type) {
        case 'timeseries':
          return [...problems('TimeseriesOptions', options), ...problems('TimeseriesField', custom)];
        case 'table':
          return [...problems('TableOptions', options), ...problems('TableField', custom)];
        case 'stat':
          return problems('StatOptions', options);
        default:
          return type === 'row' ? [] : [`no schema of ${type}`];
      }
    }),
  ];
}

function problems(name: keyof typeof schemas, value: unknown): string[] {
  let validate = validators.get(name);
  if (!validate) {
    validate = new Ajv({ allErrors: true, strict: false }).compile(schemas[name]);
    validators.set(name, validate);
  }
  return validate(value)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message, params }) =>
        [name, instancePath, message, JSON.stringify(params)].join(' '),
      );
}

/** Pairs of panels that share a place, and panels that stand out of the dashboard. */
export function misplaced(panels: readonly DashboardPanel[]): string[] {
  const taken = new Map<string, string>();
  const found: string[] = [];
  for (const { title, gridPos } of panels) {
    const { x, y, w, h } = gridPos;
    if (x < 0 || y < 0 || w < 1 || h < 1 || x + w > 24) {
      found.push(`${title} stands at ${x}, ${y} with ${w} by ${h}`);
    }
    for (let column = x; column < x + w; column += 1) {
      for (let line = y; line < y + h; line += 1) {
        const other = taken.get(`${column} ${line}`);
        if (other !== undefined) {
          found.push(`${title} covers ${other}`);
        }
        taken.set(`${column} ${line}`, title);
      }
    }
  }
  return [...new Set(found)];
}
