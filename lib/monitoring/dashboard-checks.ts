import type { IConstruct } from 'constructs';
import { reportError } from '../core/diagnostic-registry';
import { checkQuery } from '../observability/query-checks';
import type { DashboardRow } from './dashboard-props';

/** What Grafana puts in before it asks: a duration where brackets want one, a name elsewhere. */
const DURATIONS = /\$(?:__(?:rate_)?interval|__range|\{__(?:rate_)?interval\}|\{__range\})/g;
const VARIABLES = /\$(?:\w+|\{\w+(?::\w+)?\})/g;

/** Reports panels that would show an error. */
export function checkPanels(scope: IConstruct, rows: readonly DashboardRow[]): void {
  for (const { title: row, panels } of rows) {
    for (const { title, queries } of panels) {
      const at = `rows.${row}.${title}`;
      if (queries.length === 0) {
        reportError(scope, {
          property: at,
          value: 'a panel without a query',
          rule: 'it would show nothing',
          fix: 'give it a query, or leave it out',
        });
      }
      for (const { expression } of queries) {
        checkQuery(scope, at, filledIn(expression));
      }
    }
  }
}

/** An expression with something in the place of what Grafana puts in. */
function filledIn(expression: string): string {
  return expression.includes('$') ? expression.replace(DURATIONS, '5m').replace(VARIABLES, '__chosen') : expression;
}
