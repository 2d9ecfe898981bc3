import type {
  Dashboard,
  Panel as SdkPanel,
  ThresholdsConfig,
  VariableModel,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { type Panel, PanelKind, type PanelQuery, PanelUnit } from '../observability/panel';
import { DASHBOARD_WIDTH, kindOf, type Place, placesOf } from './dashboard-layout';
import type { DashboardProps, DashboardRow, DashboardVariable } from './dashboard-props';
import { type GrafanaSdk, grafanaSdk } from './grafana-sdk';
import { PanelIds } from './panel-ids';

/** What the data source is called in a dashboard: whoever looks at it chooses which one it is. */
const DATA_SOURCE = { type: 'prometheus', uid: '${datasource}' };

/** Grafana's words for units. */
const UNITS: Readonly<Record<PanelUnit, string>> = {
  [PanelUnit.COUNT]: 'short',
  [PanelUnit.PER_SECOND]: 'cps',
  [PanelUnit.SECONDS]: 's',
  [PanelUnit.BYTES]: 'bytes',
  [PanelUnit.BYTES_PER_SECOND]: 'binBps',
  [PanelUnit.SHARE]: 'percentunit',
  [PanelUnit.CORES]: 'suffix: cores',
};

/** A dashboard as Grafana reads it, with its keys in order. */
export function dashboardJson(props: DashboardProps, uid: string, rows: readonly DashboardRow[]): string {
  const sdk = grafanaSdk();
  const { dashboard } = sdk;
  const builder = new dashboard.DashboardBuilder(props.title)
    .uid(uid)
    .tags([...(props.tags ?? [])])
    .readonly()
    .refresh('30s')
    .time({ from: 'now-3h', to: 'now' })
    .tooltip(dashboard.DashboardCursorSync.Crosshair)
    .withVariable(new dashboard.DatasourceVariableBuilder('datasource').label('Data source').type('prometheus'));
  if (props.description !== undefined) {
    builder.description(props.description);
  }
  (props.variables ?? []).forEach((variable) => builder.withVariable(variableOf(sdk, variable)));
  const built = builder.build();
  built.templating.list = built.templating.list?.map(ofItsKind);
  built.panels = panelsOf(sdk, rows);
  return `${JSON.stringify(inOrder(built), null, 1)}\n`;
}

/** A copy with its keys in order, so that a new version of the SDK changes no more than it must. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(inOrder);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const fields = value as Readonly<Record<string, unknown>>;
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(fields).sort()) {
    copy[key] = inOrder(fields[key]);
  }
  return copy;
}

/** The SDK gives every variable what only those of intervals have. */
function ofItsKind(variable: VariableModel): VariableModel {
  const { auto: _auto, auto_count: _count, auto_min: _min, ...rest } = variable;
  return rest;
}

function variableOf(sdk: GrafanaSdk, variable: DashboardVariable) {
  const { name, label = name, title = name, series, multiple = false } = variable;
  const { QueryVariableBuilder, VariableRefresh, VariableSort } = sdk.dashboard;
  return new QueryVariableBuilder(name)
    .label(title)
    .datasource(DATA_SOURCE)
    .query(`label_values(${series}, ${label})`)
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.AlphabeticalAsc)
    .multi(multiple)
    .includeAll(multiple);
}

/** Places are given here: those that the SDK would find depend on what stands before. */
function panelsOf(sdk: GrafanaSdk, rows: readonly DashboardRow[]): NonNullable<Dashboard['panels']> {
  const panels: NonNullable<Dashboard['panels']> = [];
  const ids = new PanelIds();
  let y = 0;
  for (const { title, panels: facts, collapsed = false } of rows) {
    const row = new sdk.dashboard.RowBuilder(title).id(ids.next(title)).collapsed(collapsed).build();
    row.gridPos = { x: 0, y, w: DASHBOARD_WIDTH, h: 1 };
    const { places, end } = placesOf(facts, y + 1);
    const built = facts.map((panel, index) => panelOf(sdk, panel, ids.next(title, panel.title), places[index]));
    panels.push(row);
    (collapsed ? row.panels : panels).push(...built);
    y = collapsed ? y + 1 : end;
  }
  return panels;
}

function panelOf(sdk: GrafanaSdk, panel: Panel, id: number, place: Place): SdkPanel {
  const kind = kindOf(panel);
  const unit = panel.unit ?? PanelUnit.COUNT;
  const builder = builderOf(sdk, kind, panel)
    .id(id)
    .title(panel.title)
    .unit(UNITS[unit])
    .datasource(DATA_SOURCE)
    .gridPos({ ...place });
  if (panel.description !== undefined) {
    builder.description(panel.description);
  }
  if (kind === PanelKind.TIME_SERIES) {
    builder.min(0);
  }
  if (panel.limit !== undefined) {
    builder.thresholds({ build: () => thresholds(sdk, panel.limit ?? 0) });
  }
  panel.queries.forEach((query, index) => builder.withTarget(targetOf(sdk, kind, query, index)));
  const built = builder.build();
  if (kind === PanelKind.TABLE) {
    // Grafana 13 knows no such option any more.
    const { footer: _footer, ...options } = built.options as Record<string, unknown>;
    built.options = options;
  }
  return built;
}

function builderOf({ common, stat, table, timeseries }: GrafanaSdk, kind: PanelKind, { limit }: Panel) {
  switch (kind) {
    case PanelKind.STAT:
      return new stat.PanelBuilder().reduceOptions(new common.ReduceDataOptionsBuilder().calcs(['lastNotNull']));
    case PanelKind.TABLE:
      return new table.PanelBuilder().cellOptions({ type: common.TableCellDisplayMode.Auto });
    case PanelKind.TIME_SERIES: {
      const { GraphThresholdsStyleMode, LegendDisplayMode, LegendPlacement } = common;
      const lines = new timeseries.PanelBuilder()
        .fillOpacity(8)
        .legend(
          new common.VizLegendOptionsBuilder()
            .displayMode(LegendDisplayMode.List)
            .placement(LegendPlacement.Bottom)
            .showLegend(true),
        );
      return limit === undefined
        ? lines
        : lines.thresholdsStyle(new common.GraphThresholdsStyleConfigBuilder().mode(GraphThresholdsStyleMode.Dashed));
    }
  }
}

function thresholds({ dashboard }: GrafanaSdk, limit: number): ThresholdsConfig {
  return {
    mode: dashboard.ThresholdsMode.Absolute,
    steps: [
      { value: null, color: 'green' },
      { value: limit, color: 'red' },
    ],
  };
}

function targetOf({ prometheus }: GrafanaSdk, kind: PanelKind, { expression, legend }: PanelQuery, index: number) {
  const query = new prometheus.DataqueryBuilder()
    .refId(refId(index))
    .datasource(DATA_SOURCE)
    .editorMode(prometheus.QueryEditorMode.Code)
    .expr(expression)
    .legendFormat(legend);
  return kind === PanelKind.TABLE ? query.instant().format(prometheus.PromQueryFormat.Table) : query.range();
}

/** A, B, … Z, AA, AB, …, as Grafana itself names queries. */
function refId(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : `${refId(Math.floor(index / 26) - 1)}${letter}`;
}
