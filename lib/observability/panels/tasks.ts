import { type Panel, PanelKind, PanelUnit } from '../panel';
import { jobNames } from '../../core/pod-names';
import { type Subject, select, selectMatching } from '../rules/subject';

/** What a task, or a schedule, has done. */
export function taskPanels(kind: string, { namespace, name }: Subject): Panel[] {
  const jobs = selectMatching({ namespace }, 'job_name', jobNames(kind, name));
  const each = (metric: string): string => `max by (job_name) (kube_job_status_${metric}${jobs})`;
  const success =
    kind === 'CronJob'
      ? `max(kube_cronjob_status_last_successful_time${select({ namespace, cronjob: name })})`
      : `max(kube_job_status_completion_time${jobs})`;
  return [
    {
      title: 'Time since the last success',
      kind: PanelKind.STAT,
      unit: PanelUnit.SECONDS,
      queries: [{ expression: `time() - ${success}`, legend: 'last success' }],
    },
    {
      title: 'Runs going on',
      kind: PanelKind.STAT,
      queries: [{ expression: `sum(${each('active')})`, legend: 'active' }],
    },
    {
      title: 'Duration of runs',
      unit: PanelUnit.SECONDS,
      queries: [{ expression: `${each('completion_time')} - ${each('start_time')}`, legend: '{{job_name}}' }],
    },
    {
      title: 'Pods that failed, by run',
      queries: [{ expression: `${each('failed')} > 0`, legend: '{{job_name}}' }],
    },
  ];
}
