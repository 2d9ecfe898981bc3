/** A PromQL selector of a job and other labels. */
export function ofJob(job: string, ...matchers: string[]): string {
  return `{${[`job="${job}"`, ...matchers].join(',')}}`;
}

/** A percentage as a share, without the errors of binary fractions. */
export function share(percent: number): string {
  return String(Number((percent / 100).toPrecision(12)));
}

/** The seconds of a day. */
export const SECONDS_OF_A_DAY = 24 * 60 * 60;
