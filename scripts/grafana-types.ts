import type * as stat from '@grafana/schema/dist/types/raw/composable/stat/panelcfg/x/types.gen';
import type * as table from '@grafana/schema/dist/types/raw/composable/table/panelcfg/x/types.gen';
import type * as timeseries from '@grafana/schema/dist/types/raw/composable/timeseries/panelcfg/x/types.gen';
import type { Dashboard } from '@grafana/schema/dist/types/raw/dashboard/x/types.gen';

// Grafana's own types of what a dashboard is made of, each under a name that no other has.
export type WholeDashboard = Dashboard;
export type StatOptions = stat.Options;
export type TableOptions = table.Options;
export type TableField = table.FieldConfig;
export type TimeseriesOptions = timeseries.Options;
export type TimeseriesField = timeseries.FieldConfig;
