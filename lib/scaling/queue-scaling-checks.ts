import type { IConstruct } from 'constructs';
import { reportError, reportWarning } from '../core/diagnostic-registry';
import { MAX_INT32, MAX_PODS } from '../core/numbers';
import { secondsOf } from '../core/seconds';
import { Cluster } from '../environment/cluster';
import type { BoundTrigger } from './bound-triggers';
import { checkCronTriggers } from './cron-trigger-checks';
import type { QueueScaling } from './queue-scaling';
import { checkScalingRules } from './scaling-behavior';
import { isResource } from './trigger-definition';
import { TriggerMetricType } from './trigger-options';

/** Reports a cluster that has nobody who could scale. */
export function checkKeda(scope: IConstruct): void {
  if (!Cluster.of(scope).keda) {
    reportError(scope, {
      property: 'scaling',
      value: 'scaling on events',
      rule: 'the cluster declares no KEDA, which asks brokers how much work waits',
      fix: 'declare it on the cluster: keda: {}; or scale on CPU and memory alone',
    });
  }
}

/** How often KEDA asks by default, in seconds. */
const DEFAULT_POLLING = 30;

/** Reports bounds and times that KEDA refuses or that could not work, and what can end a task that runs. */
export function checkQueueScaling(scope: IConstruct, scaling: QueueScaling, triggers: readonly BoundTrigger[]): void {
  checkBounds(scope, scaling);
  checkIdle(scope, scaling);
  checkTimes(scope, scaling);
  warnOfShortCooldown(scope, scaling);
  checkFallback(scope, scaling, triggers);
  checkPause(scope, scaling);
  checkJobs(scope, scaling, triggers);
  const { up, down } = scaling._state;
  if (up) {
    checkScalingRules(scope, 'scaling.scaleUp', up);
  }
  if (down) {
    checkScalingRules(scope, 'scaling.scaleDown', down);
  }
  if (triggers.length === 0) {
    reportError(scope, {
      property: 'scaling',
      value: 'bounds without a trigger',
      rule: 'an autoscaler needs something to decide by',
      fix: "add one: .on(ScalingTrigger.rabbitQueue(queue, 'tasks', { messagesPerPod: 10 }))",
    });
  }
  warnOfUncounted(scope, scaling, triggers);
  checkCronTriggers(scope, triggers, { min: scaling.min, max: scaling.max });
}

function checkBounds(scope: IConstruct, { min, max, _state }: QueueScaling): void {
  if (!Number.isInteger(min) || min < 0) {
    reportError(scope, {
      property: 'scaling.min',
      value: String(min),
      rule: 'the minimum is a whole number of pods',
      fix: 'give 0 or more',
    });
  }
  if (!Number.isInteger(max) || max < 1 || max > MAX_PODS) {
    reportError(scope, {
      property: 'scaling.max',
      value: String(max),
      rule: `the maximum is a whole number of pods, at least 1, and a cluster is made for at most ${MAX_PODS}`,
      fix: 'give a whole number of at least the minimum',
    });
  } else if (max < min) {
    reportError(scope, {
      property: 'scaling.max',
      value: `${max}, with a minimum of ${min}`,
      rule: 'a maximum below the minimum is refused by KEDA',
      fix: `raise max to at least ${min}, or lower min`,
    });
  } else if (max === min && _state.idle === undefined) {
    reportError(scope, {
      property: 'scaling.max',
      value: `${max}, which is the minimum too`,
      rule: 'an autoscaler with equal bounds never scales',
      fix: 'raise max, or lower min',
    });
  }
}

function checkIdle(scope: IConstruct, { min, _state: { idle } }: QueueScaling): void {
  if (idle === undefined) {
    return;
  }
  if (idle !== 0) {
    reportError(scope, {
      property: 'scaling.idle',
      value: String(idle),
      rule: 'KEDA can be idle at 0 alone: from one pod on a HorizontalPodAutoscaler decides, which knows no idleness',
      fix: 'give 0, or leave it out',
    });
  } else if (min < 1) {
    reportError(scope, {
      property: 'scaling.idle',
      value: `${idle}, with a minimum of ${min}`,
      rule: 'KEDA wants fewer idle pods than the minimum',
      fix: 'leave idle out: a minimum of 0 is idle at 0 already; or raise min',
    });
  }
}

function checkTimes(scope: IConstruct, { _state }: QueueScaling): void {
  for (const [property, time, least, most] of [
    ['scaling.polling', _state.polling, 1, 3600],
    ['scaling.cooldown', _state.cooldown, 0, MAX_INT32],
    ['scaling.initialCooldown', _state.initialCooldown, 0, MAX_INT32],
  ] as const) {
    const seconds = time === undefined ? least : secondsOf(time);
    if (!Number.isInteger(seconds) || seconds < least || seconds > most) {
      reportError(scope, {
        property,
        value: `${seconds} s`,
        rule:
          property === 'scaling.polling'
            ? 'KEDA counts in whole seconds, from 1 on; and what waits an hour for its first pod is served by a schedule'
            : `KEDA counts in whole seconds, at most ${most}`,
        fix: property === 'scaling.polling' ? 'give something like Duration.seconds(15)' : 'give whole seconds',
      });
    }
  }
}

/** What is scaled to zero goes when KEDA has found nothing for the cooldown, and KEDA looks only so often. */
function warnOfShortCooldown(scope: IConstruct, { fewest, runsJobs, _state }: QueueScaling): void {
  const polling = _state.polling ? secondsOf(_state.polling) : DEFAULT_POLLING;
  const cooldown = _state.cooldown && secondsOf(_state.cooldown);
  if (fewest === 0 && !runsJobs && cooldown !== undefined && cooldown > 0 && cooldown < polling) {
    reportWarning(scope, {
      property: 'scaling.cooldown',
      value: `${cooldown} s, with questions every ${polling} s`,
      rule: 'the first question that finds nothing is later than the cooldown: the last pod goes at once',
      fix: `give at least ${polling} s, or 0 where that is meant; or acknowledge it with the reason`,
      id: 'cooldown-shorter-than-polling',
    });
  }
}

function checkFallback(scope: IConstruct, scaling: QueueScaling, triggers: readonly BoundTrigger[]): void {
  const { fallback } = scaling._state;
  if (!fallback) {
    return;
  }
  const { pods, failures = 3 } = fallback;
  if (!Number.isInteger(pods) || pods < 0 || pods > scaling.max) {
    reportError(scope, {
      property: 'scaling.fallback.pods',
      value: `${pods}, with a maximum of ${scaling.max}`,
      rule: 'quota and alerts count with the maximum: it is never exceeded',
      fix: 'give a whole number from 0 to the maximum',
    });
  }
  if (!Number.isInteger(failures) || failures < 1 || failures > MAX_INT32) {
    reportError(scope, {
      property: 'scaling.fallback.failures',
      value: String(failures),
      rule: 'failures are counted in whole numbers: at least one is needed',
      fix: 'give 1 or more, such as 3',
    });
  }
  const asked = triggers.filter(({ definition }) => !isResource(definition));
  if (asked.length === 0 && triggers.length > 0) {
    reportError(scope, {
      property: 'scaling.fallback',
      value: triggers.map(({ definition }) => definition.type).join(', '),
      rule: 'KEDA does not ask for CPU and memory, and so never fails at it: it refuses a fallback for these alone',
      fix: 'leave fallback out, or add a trigger that asks somebody',
    });
  }
  for (const { property, definition } of asked) {
    if (definition.metricType === TriggerMetricType.VALUE) {
      reportError(scope, {
        property: `${property}.metricType`,
        value: `${definition.metricType}, with a fallback`,
        rule: 'KEDA makes the fallback out of an average over pods: with a plain value it fails while no pod is ready',
        fix: 'use TriggerMetricType.AVERAGE_VALUE, or leave fallback out',
      });
    }
  }
}

function checkPause(scope: IConstruct, { max, runsJobs, _state: { paused } }: QueueScaling): void {
  if (!paused) {
    return;
  }
  const { replicas } = paused;
  if (replicas !== undefined && runsJobs) {
    reportError(scope, {
      property: 'scaling.paused',
      value: `${replicas} pods, for jobs`,
      rule: 'jobs end by themselves: KEDA can stop making new ones, not keep a number of them',
      fix: 'use paused() without a number',
    });
  } else if (replicas !== undefined && (!Number.isInteger(replicas) || replicas < 0 || replicas > max)) {
    reportError(scope, {
      property: 'scaling.paused',
      value: `${replicas}, with a maximum of ${max}`,
      rule: 'quota and alerts count with the maximum: it is never exceeded',
      fix: 'give a whole number from 0 to the maximum',
    });
  }
  reportWarning(scope, {
    property: 'scaling.paused',
    value: replicas === undefined ? 'paused' : `paused at ${replicas}`,
    rule: 'nothing scales, whatever waits',
    fix: 'take it back when it has served; or acknowledge it with the reason',
    id: 'scaling-paused',
  });
}

function checkJobs(scope: IConstruct, scaling: QueueScaling, triggers: readonly BoundTrigger[]): void {
  if (!scaling.runsJobs) {
    return;
  }
  const { idle, cooldown, initialCooldown, fallback, up, down, restore, jobs } = scaling._state;
  const unfit = Object.entries({
    idle,
    cooldown,
    initialCooldown,
    fallback,
    scaleUp: up,
    scaleDown: down,
    restoring: restore,
  });
  for (const [property, value] of unfit) {
    if (value !== undefined) {
      reportError(scope, {
        property: `scaling.${property}`,
        value: 'given, for jobs',
        rule: 'jobs are made for what waits and end by themselves: there is nothing to take away, and nothing to keep',
        fix: `leave ${property} out, or asJobs()`,
      });
    }
  }
  for (const { property, definition } of triggers) {
    if (isResource(definition)) {
      reportError(scope, {
        property,
        value: definition.type,
        rule: 'what running jobs use says nothing about work that waits: KEDA leaves it out for jobs',
        fix: 'use a trigger that asks somebody',
      });
    }
  }
  for (const [property, count] of [
    ['retries', jobs?.retries],
    ['keepSucceeded', jobs?.keepSucceeded],
    ['keepFailed', jobs?.keepFailed],
  ] as const) {
    if (count !== undefined && (!Number.isInteger(count) || count < 0 || count > MAX_INT32)) {
      reportError(scope, {
        property: `scaling.asJobs.${property}`,
        value: String(count),
        rule: 'it is counted in whole numbers',
        fix: 'give 0 or more',
      });
    }
  }
}

/** Where the last pod goes although it works. */
function warnOfUncounted(scope: IConstruct, scaling: QueueScaling, triggers: readonly BoundTrigger[]): void {
  if (scaling.fewest > 0 || scaling.runsJobs) {
    return;
  }
  for (const { property, definition } of triggers) {
    if (definition.countsRunning === false) {
      const rabbit = definition.type === 'rabbitmq';
      reportWarning(scope, {
        property,
        value: `${definition.type}${rabbit ? ' over AMQP' : ''}, with a minimum of 0`,
        rule: 'only work that nobody has taken counts: while the last tasks run nothing waits, and their pods are ended',
        fix: `${rabbit ? 'ask over HTTP, which counts messages until they are acknowledged: RabbitProtocol.HTTP' : 'count what is not acknowledged, too'}; or keep at least 1 pod, use asJobs(), or acknowledge it with the reason`,
        id: 'running-tasks-not-counted',
      });
    }
  }
}
