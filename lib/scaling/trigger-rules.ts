import type { IConstruct } from 'constructs';
import { cronProblem } from '../core/cron-schedule';
import { reportError } from '../core/diagnostic-registry';
import { isTimeZone } from '../core/time-zone';
import type { BoundTrigger } from './bound-triggers';
import { isResource } from './trigger-definition';
import { TriggerMetricType } from './trigger-options';

/** Reports what no schema says: how a value is measured, and what the code of single scalers refuses. */
export function checkTriggerRules(scope: IConstruct, trigger: BoundTrigger): void {
  const { definition } = trigger;
  checkMetricType(scope, trigger);
  checkTarget(scope, trigger);
  if (definition.cachedMetrics && (isResource(definition) || definition.type === 'cron')) {
    reportError(scope, {
      property: `${trigger.property}.cachedMetrics`,
      value: `true, for ${definition.type}`,
      rule: 'there is nobody to be asked less often: KEDA refuses it',
      fix: 'leave cachedMetrics out',
    });
  }
  if (definition.type === 'cron') {
    checkCron(scope, trigger);
  } else if (definition.type === 'redis-streams') {
    checkStream(scope, trigger);
  } else if (isResource(definition)) {
    checkShare(scope, trigger);
  }
}

function checkMetricType(scope: IConstruct, { property, definition }: BoundTrigger): void {
  const { metricType, type } = definition;
  const allowed = isResource(definition)
    ? [TriggerMetricType.UTILIZATION, TriggerMetricType.AVERAGE_VALUE]
    : [TriggerMetricType.AVERAGE_VALUE, TriggerMetricType.VALUE];
  const needed = isResource(definition);
  if (metricType === undefined ? needed : !allowed.includes(metricType)) {
    reportError(scope, {
      property: `${property}.metricType`,
      value: metricType ?? 'nothing',
      rule: needed
        ? `the scaler ${type} measures a share of the request, or an amount: KEDA wants to be told which`
        : 'a share of the request is for CPU and memory alone',
      fix: `use one of: ${allowed.join(', ')}`,
    });
  }
}

function checkTarget(scope: IConstruct, { property, definition: { perPod } }: BoundTrigger): void {
  if (perPod !== undefined && !(perPod > 0)) {
    reportError(scope, {
      property,
      value: `${perPod} for one pod`,
      rule: 'what waits is divided by what one pod is meant for',
      fix: 'give a number above 0',
    });
  }
}

function checkShare(scope: IConstruct, { property, definition, metadata }: BoundTrigger): void {
  if (definition.metricType === TriggerMetricType.UTILIZATION && !/^[1-9]\d{0,8}$/.test(metadata.value ?? '')) {
    reportError(scope, {
      property: `${property}.value`,
      value: metadata.value ?? 'nothing',
      rule: 'the utilization to aim at is a whole number of percent above 0',
      fix: 'give a share of the request, such as 70',
    });
  }
}

function checkCron(scope: IConstruct, { property, metadata }: BoundTrigger): void {
  const { start = '', end = '', timezone = '', desiredReplicas = '' } = metadata;
  for (const [name, schedule] of [
    ['start', start],
    ['end', end],
  ] as const) {
    const problem = schedule.startsWith('@') ? 'it is a name instead of fields' : cronProblem(schedule);
    if (schedule !== '' && problem !== undefined) {
      reportError(scope, {
        property: `${property}.${name}`,
        value: JSON.stringify(schedule),
        rule: `it is no cron schedule of KEDA: ${problem}`,
        fix: "give five fields: minute, hour, day of month, month, day of week, such as '0 8 * * 1-5'",
      });
    }
  }
  if (start === end && start !== '') {
    reportError(scope, {
      property: `${property}.end`,
      value: JSON.stringify(end),
      rule: 'KEDA refuses a time that ends when it begins',
      fix: 'give another end',
    });
  }
  if (timezone !== '' && !isTimeZone(timezone)) {
    reportError(scope, {
      property: `${property}.timezone`,
      value: JSON.stringify(timezone),
      rule: 'it is no IANA time zone',
      fix: "give one such as 'Europe/London' or 'Etc/UTC'",
    });
  }
  if (/^-?\d+$/.test(desiredReplicas) && Number(desiredReplicas) < 1) {
    reportError(scope, {
      property: `${property}.desiredReplicas`,
      value: desiredReplicas,
      rule: 'KEDA wants at least one pod between the two times: outside of them there are fewer anyway',
      fix: 'give 1 or more',
    });
  }
}

function checkStream(scope: IConstruct, { property, metadata }: BoundTrigger): void {
  const given = ['pendingEntriesCount', 'lagCount', 'streamLength'].filter((name) => name in metadata);
  if (given.length !== 1) {
    reportError(scope, {
      property,
      value: given.length === 0 ? 'nothing to count' : given.join(', '),
      rule: 'a stream is counted in one way',
      fix: 'give exactly one of pendingPerPod, lagPerPod and lengthPerPod',
    });
  } else if ((given[0] === 'streamLength') === 'consumerGroup' in metadata) {
    reportError(scope, {
      property: `${property}.consumerGroup`,
      value: `${'consumerGroup' in metadata ? JSON.stringify(metadata.consumerGroup) : 'nothing'}, with ${given[0]}`,
      rule: 'with a group KEDA counts what is pending or behind, without one the length of the stream, whatever is given',
      fix: 'give consumerGroup for pendingPerPod and lagPerPod; leave it out for lengthPerPod',
    });
  }
}
