import { createRequire } from 'module';
import type * as dashboard from '@grafana/grafana-foundation-sdk/dashboard';
import type * as common from '@grafana/grafana-foundation-sdk/common';
import type * as prometheus from '@grafana/grafana-foundation-sdk/prometheus';
import type * as stat from '@grafana/grafana-foundation-sdk/stat';
import type * as table from '@grafana/grafana-foundation-sdk/table';
import type * as timeseries from '@grafana/grafana-foundation-sdk/timeseries';

/** The parts of Grafana's SDK that dashboards are made of. */
export interface GrafanaSdk {
  readonly common: typeof common;
  readonly dashboard: typeof dashboard;
  readonly prometheus: typeof prometheus;
  readonly stat: typeof stat;
  readonly table: typeof table;
  readonly timeseries: typeof timeseries;
}

const PARTS: readonly (keyof GrafanaSdk)[] = ['common', 'dashboard', 'prometheus', 'stat', 'table', 'timeseries'];

let loaded: GrafanaSdk | undefined;

/** Grafana's SDK. It is loaded for programs that have a dashboard: loading takes longer than a small synthesis. */
export function grafanaSdk(): GrafanaSdk {
  if (!loaded) {
    const load = createRequire(__filename);
    const parts = PARTS.map((part) => [part, load(`@grafana/grafana-foundation-sdk/${part}`) as unknown]);
    loaded = Object.fromEntries(parts) as GrafanaSdk;
  }
  return loaded;
}
