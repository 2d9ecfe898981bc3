import type { Duration } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { reportError, reportWarning } from '../core/diagnostic-registry';
import { secondsOf } from '../core/seconds';
import { type AlertRule, AlertSeverity } from './alert-rule';
import { printedLabels, templateProblem } from './alert-template';
import { type LabelSet, mayHave } from './query/labels';
import { checkQuery } from './query-checks';
import { checkQueryTimes } from './query-times';

const NAME = /^[A-Z][A-Za-z0-9]*$/;
const LABEL = /^[A-Za-z_][A-Za-z0-9_]*$/;
const OURS = ['alertname', 'severity', 'component'];

/** Reports what Prometheus would not load, and what nobody could act on. */
export function checkAlertRule(scope: IConstruct, rule: AlertRule): void {
  const at = `rules.${rule.name}`;
  if (!NAME.test(rule.name)) {
    reportError(scope, {
      property: 'rules.name',
      value: JSON.stringify(rule.name),
      rule: 'the name of an alert is words written together, which its runbook is called by, too',
      fix: "write it like 'QueueBacklog': A-Z first, then letters and digits",
    });
  }
  const query = checkQuery(scope, `${at}.expression`, rule.expression, 'Prometheus would load none of these alerts');
  if (!Object.values(AlertSeverity).includes(rule.severity)) {
    reportError(scope, {
      property: `${at}.severity`,
      value: JSON.stringify(rule.severity),
      rule: 'alerts are routed by their severity, and no route knows this one',
      fix: 'use AlertSeverity.CRITICAL, WARNING or INFO',
    });
  }
  checkQueryTimes(scope, `${at}.expression`, rule, query);
  checkTexts(scope, at, rule, query.labels);
  checkLabels(scope, at, rule.labels ?? {});
}

/** Warns of an interval of evaluation that is longer than the time after which an alert is to fire. */
export function checkInterval(scope: IConstruct, interval: Duration, rules: readonly AlertRule[]): void {
  const seconds = secondsOf(interval);
  const late = rules.filter(({ duration }) => duration !== undefined && secondsOf(duration) < seconds);
  if (late.length > 0) {
    const shortest = Math.min(...late.map(({ duration }) => (duration ? secondsOf(duration) : 0)));
    reportWarning(scope, {
      property: 'interval',
      value: `${seconds} s, with ${late.map(({ name }) => name).join(', ')}`,
      rule: `an alert fires at an evaluation, and these are to fire after less time than lies between two: ${shortest} s at the least`,
      fix: `evaluate at least every ${shortest} s, or leave the interval out; or acknowledge it with the reason`,
      id: 'alert-evaluated-too-seldom',
    });
  }
}

function checkTexts(scope: IConstruct, at: string, rule: AlertRule, kept: LabelSet | undefined): void {
  for (const property of ['summary', 'description'] as const) {
    const text = rule[property];
    if (text.trim() === '' || (property === 'summary' && text.includes('\n'))) {
      reportError(scope, {
        property: `${at}.${property}`,
        value: JSON.stringify(text),
        rule: 'whoever is told reads this first',
        fix: property === 'summary' ? 'say in one line what is wrong' : 'say what it means and what to do first',
      });
    }
  }
  const texts = { summary: rule.summary, description: rule.description, ...rule.labels };
  for (const [property, text] of Object.entries(texts)) {
    const problem = templateProblem(text);
    if (problem !== undefined) {
      reportError(scope, {
        property: `${at}.${property}`,
        value: JSON.stringify(text),
        rule: `Prometheus fills in what stands between {{ and }}, and could not: ${problem}`,
        fix: 'write {{ $labels.pod }} for a label, {{ $value }} for the value',
      });
    }
    const dropped = kept && printedLabels(text).find((label) => !mayHave(kept, label));
    if (kept && dropped !== undefined) {
      reportError(scope, {
        property: `${at}.${property}`,
        value: JSON.stringify(text),
        rule: `the expression has dropped the label ${dropped}, so that nothing is printed for it: ${whatIsLeft(kept)}`,
        fix: `keep it in the expression, by (…, ${dropped}), or do not print it`,
      });
    }
  }
}

function whatIsLeft({ all, list }: LabelSet): string {
  const labels = [...list].sort().join(', ');
  return all ? `it leaves out ${labels}` : list.size === 0 ? 'it keeps none' : `it keeps ${labels}`;
}

function checkLabels(scope: IConstruct, at: string, labels: Readonly<Record<string, string>>): void {
  for (const name of Object.keys(labels)) {
    if (!LABEL.test(name) || name.startsWith('__') || OURS.includes(name)) {
      reportError(scope, {
        property: `${at}.labels`,
        value: JSON.stringify(name),
        rule: OURS.includes(name)
          ? 'this label has its meaning already'
          : 'the label of an alert is letters, digits and _, without a digit or __ at the beginning',
        fix: 'choose another name',
      });
    }
  }
}
