/** The series that a part of the stack tells of itself: those of the Service that is named like it. */
export function ownSeries(metric: string, job: string, namespace: string | undefined): string {
  const place = namespace === undefined ? '' : `, namespace=${JSON.stringify(namespace)}`;
  return `${metric}{job=${JSON.stringify(job)}${place}}`;
}
