import type { IConstruct } from 'constructs';
import { acknowledgementsOf } from '../core/acknowledgement-registry';
import type { DiagnosticEntry, Finding } from '../core/diagnostic-entry';
import { diagnosticRegistry, reportError } from '../core/diagnostic-registry';
import { claimProblem, UNKNOWN_METRIC } from './claim-problems';
import { metricRegistry } from './metric-registry';
import { describeProblem, type Query, queryOf } from './promql';
import { ValueType } from './query/functions';

/** The id of what Prometheus takes only if it is told to by a feature flag. */
const EXPERIMENTAL = 'experimental-promql';

/**
 * Reports what is wrong with an expression that `property` of `scope` holds: what Prometheus would not take, a metric
 * that nothing exposes, and what gives other numbers than one thinks. The tree has to be finished: call it in a
 * deferred check. `consequence` is what follows where it is no PromQL. What is wrong may be acknowledged at the scope by its id, but for what Prometheus would not take.
 */
export function checkQuery(
  scope: IConstruct,
  property: string,
  expression: string,
  consequence = 'Prometheus would not answer it',
): Query {
  const query = queryOf(expression);
  const [problem] = query.problems;
  if (problem !== undefined) {
    const rule = describeProblem(problem);
    report(scope, 'error', {
      property,
      value: expression,
      rule: problem.experimental ? rule : `it is no PromQL, and ${consequence}: ${rule}`,
      fix: problem.experimental ? 'write it without, or turn that on and acknowledge it' : 'correct the expression',
      id: problem.experimental ? EXPERIMENTAL : undefined,
    });
  } else if (query.type === ValueType.RANGE || query.type === ValueType.TEXT) {
    reportError(scope, {
      property,
      value: expression,
      rule: `it gives ${query.type}, and only an instant vector or a scalar can be drawn or alerted about`,
      fix:
        query.type === ValueType.RANGE ? 'say what of the range counts: rate(…), max_over_time(…)' : 'ask for series',
    });
  }
  const metrics = metricRegistry.of(scope);
  for (const claim of query.claims) {
    const found = claimProblem(metrics, claim);
    // One declaration mends a metric wherever it is asked for: it is told once of a dashboard, and once of alerts.
    if (found !== undefined && (found.id !== UNKNOWN_METRIC || metrics.isFirst(scope, found.rule))) {
      const { level, ...finding } = found;
      report(scope, level, { property, value: expression, ...finding });
    }
  }
  return query;
}

/** An acknowledged warning is kept and not shown; an acknowledged error would still stop the synthesis. */
function report(scope: IConstruct, level: DiagnosticEntry['level'], finding: Finding): void {
  if (level === 'warning' || !acknowledgementsOf(scope).covers(scope, finding.id)) {
    diagnosticRegistry.of(scope).add(scope, level, finding);
  }
}
