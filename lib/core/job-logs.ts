/**
 * The command that shows what all tries of a Job wrote, also those that have ended. It selects the pods by their label:
 * `kubectl logs job/NAME` shows one pod, and its option for all of them is missing before kubectl 1.32. Without
 * `--ignore-errors` it stops at the first container that did not start, and without `--tail=-1` it shows ten lines.
 */
export function jobLogs(namespace: string, job: string): string {
  return `kubectl -n ${namespace} logs -l batch.kubernetes.io/job-name=${job} --all-containers --prefix --tail=-1 --ignore-errors`;
}

/** The command that shows events, which say what became of pods that are gone with their logs. */
export function recentEvents(namespace: string): string {
  return `kubectl -n ${namespace} get events --sort-by=.lastTimestamp`;
}
