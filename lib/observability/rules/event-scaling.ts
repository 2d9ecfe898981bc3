import type { Duration } from 'cdk8s';
import { type AlertRule, AlertSeverity } from '../alert-rule';
import { jobNames } from '../../core/pod-names';
import { type Subject, select, selectMatching } from './subject';

/** A queue that a scaler of KEDA watches. */
export interface WatchedQueue {
  /** The place of the trigger in its scaler. */
  readonly trigger: number;
  /** How much of it all pods together are meant for; undefined where that is not known. */
  readonly capacity: number | undefined;
}

/**
 * What KEDA's operator says of one scaler. Its series have a label `namespace` of their own, which Prometheus renames
 * where the scrape does not honor labels.
 */
export function ofScaler({ namespace, name }: Subject, expression: (labels: Record<string, string>) => string): string {
  return ['exported_namespace', 'namespace']
    .map((label) => expression({ [label]: namespace, scaledObject: name }))
    .join('\nor\n');
}

/** Alerts are routed by the namespace of what they are about, not of KEDA. */
function inNamespace({ namespace }: Subject, expression: string): string {
  return `label_replace(\n${expression},\n"namespace", ${JSON.stringify(namespace)}, "scaledObject", ".*"\n)`;
}

/** KEDA cannot ask how much work waits. */
export function scalerFailing(subject: Subject, duration: Duration): AlertRule {
  const errors = ofScaler(subject, (labels) => `increase(keda_scaler_detail_errors_total${select(labels)}[5m])`);
  return {
    name: 'ScalerFailing',
    severity: AlertSeverity.WARNING,
    duration,
    expression: `${inNamespace(subject, `max by (scaledObject) (\n${errors}\n)`)}\n> 0`,
    summary: 'KEDA cannot ask how much work waits for {{ $labels.namespace }}/{{ $labels.scaledObject }}',
    description: `Nothing scales ${subject.name} but its fallback, where it has one. See what KEDA was answered: kubectl -n {{ $labels.namespace }} describe scaledobject,scaledjob {{ $labels.scaledObject }}`,
    runbook: {
      meaning:
        'KEDA asks a broker, a database or an API how much work waits, and gets no answer it can use. The number of pods stays as it is, or is that of the fallback; from zero pods none is started.',
      checks: [
        'What it was answered: `kubectl -n NAMESPACE describe scaledobject NAME` (or `scaledjob`), and the log of the operator: `kubectl -n keda logs deployment/keda-operator`.',
        'Whether it is there: the pods of the broker, or its address outside.',
        'Whether KEDA may reach it: the policy of the broker names the namespace and labels of the operator, as the cluster declares them.',
        'Whether it may ask: the Secret behind the TriggerAuthentication has the keys, with the values of today.',
      ],
      remedies: [
        'Work piles up meanwhile: `kubectl -n NAMESPACE annotate scaledobject NAME autoscaling.keda.sh/paused-replicas=5`, and take it back afterwards.',
        'Credentials were rotated: see that the Secret was refreshed; KEDA reads it anew after each failure.',
        'The policy is in the way: declare `keda` of the cluster with its real namespace and labels.',
      ],
    },
  };
}

/** Work waits, and does not get less. */
export function queueNotDraining(subject: Subject, queues: readonly WatchedQueue[], period: Duration): AlertRule {
  const milliseconds = period.toMilliseconds();
  const window = milliseconds % 1000 === 0 ? `${milliseconds / 1000}s` : `${milliseconds}ms`;
  const expressions = queues.map(({ trigger, capacity }) =>
    ofScaler(subject, (labels) => {
      const value = `keda_scaler_metrics_value${select({ ...labels, triggerIndex: String(trigger) })}`;
      const stuck = `(${value} > 0\nand changes(${value}[${window}]) == 0\nand ${value} == ${value} offset ${window})`;
      const growing = `(min_over_time(${value}[${window}]) > ${capacity}\nand ${value} >= ${value} offset ${window})`;
      return capacity === undefined ? stuck : `${growing}\nor\n${stuck}`;
    }),
  );
  return {
    name: 'QueueNotDraining',
    severity: AlertSeverity.CRITICAL,
    expression: inNamespace(subject, `max by (scaledObject, triggerIndex) (\n${expressions.join('\nor\n')}\n)`),
    summary:
      '{{ $value }} pieces of work wait for {{ $labels.namespace }}/{{ $labels.scaledObject }} and do not get fewer',
    description: `For ${Math.round(milliseconds / 60_000)} minutes what waits has been more than all pods together are meant for and has not shrunk, or it has not changed at all: ${subject.name} does not keep up, or does nothing. Look at its pods: kubectl -n {{ $labels.namespace }} logs -l app.kubernetes.io/instance=${subject.name} --tail=50`,
    runbook: {
      meaning:
        'Work waits for a worker and does not get less: either more comes in than the maximum of pods can bear, or the pods run and get nothing done. Whoever waits for results waits ever longer.',
      checks: [
        'How many pods there are and whether they are ready: `kubectl -n NAMESPACE get pods -l app.kubernetes.io/instance=NAME`.',
        'What they say: `kubectl -n NAMESPACE logs -l app.kubernetes.io/instance=NAME --tail=50`. One piece of work that fails over and over comes back to the queue each time.',
        'Whether they listen to this queue: name and virtual host, in the trigger and in the program.',
        'Whether what they need is there: a database, an API outside.',
      ],
      remedies: [
        'At the maximum and busy: raise the maximum in the settings of the environment; quota follows by itself.',
        'One piece of work fails over and over: move it to a dead letter queue.',
        'Pods hang: `kubectl -n NAMESPACE rollout restart deployment/NAME`; then give the worker a liveness probe that notices.',
        'A new version does nothing: `kubectl -n NAMESPACE rollout undo deployment/NAME`.',
      ],
    },
  };
}

/** As many jobs run as may, for long. */
export function jobsAtMaximum({ namespace, name }: Subject, max: number, duration: Duration): AlertRule {
  const jobs = selectMatching({ namespace }, 'job_name', jobNames('ScaledJob', name));
  return {
    name: 'JobsAtMaximum',
    severity: AlertSeverity.WARNING,
    duration,
    expression: `sum by (namespace) (max by (namespace, job_name) (kube_job_status_active${jobs}))\n>= ${max}`,
    summary: `{{ $labels.namespace }}/${name} has run at its maximum of {{ $value }} jobs for long`,
    description: `What waits asks for more jobs than ${name} may make. See whether somebody waits for results: kubectl -n {{ $labels.namespace }} describe scaledjob ${name}`,
    runbook: {
      meaning:
        'As many jobs run as may: more work waits than they bear, and nothing is left to give. The queue grows while this lasts.',
      checks: [
        'What runs, and since when: `kubectl -n NAMESPACE get jobs -l scaledjob.keda.sh/name=NAME`.',
        'Whether the load is real: more work, or one kind of task that hangs until its deadline.',
      ],
      remedies: [
        'Real load: raise the maximum in the settings of the environment; quota follows by itself.',
        'Tasks that hang: read the log of one; give them a time limit of their own.',
        'Meant to be so: leave the alert out with its reason: `alerts: { without: { JobsAtMaximum: … } }`.',
      ],
    },
  };
}
