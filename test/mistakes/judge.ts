import { MISTAKES } from '.';
import { findingsOf } from './findings-of';
import type { Mistake } from './mistake';

/** What came of a mistake, beside what was expected. */
export interface Outcome {
  readonly id: string;
  readonly expected: string;
  readonly actual: string;
}

/** Applies each mistake of an app to its sources, one at a time. */
export function judge(app: string): Outcome[] {
  return (MISTAKES[app] ?? []).map((mistake) => ({
    id: mistake.id,
    expected: mistake.verdict.synth ?? 'no finding',
    actual: actual(mistake, findingsOf(app, mistake.changes)),
  }));
}

function actual({ verdict }: Mistake, findings: readonly string[]): string {
  const places = findings.map((finding) => finding.split('\n')[0] ?? '');
  return places.find((place) => place === verdict.synth) ?? (places.length === 0 ? 'no finding' : places.join('; '));
}
