import { ANNOTATION_PREFIX } from './labels';

/** A place where a checker would complain, and the reason why it stays so. */
export interface CheckerException {
  /** What it is about, as the key of an annotation. */
  readonly id: string;
  readonly reason: string;
  readonly kubeScore?: readonly string[];
  readonly checkov?: readonly string[];
}

/** The reasons as people read them, and the words by which kube-score and checkov pass over them. */
export function exceptionAnnotations(exceptions: readonly CheckerException[]): Record<string, string> {
  const annotations: Record<string, string> = {};
  for (const { id, reason } of exceptions) {
    annotations[`${ANNOTATION_PREFIX}/${id}`] = reason;
  }
  const ignored = exceptions.flatMap(({ kubeScore }) => kubeScore ?? []);
  if (ignored.length > 0) {
    annotations['kube-score/ignore'] = [...new Set(ignored)].sort().join(',');
  }
  const skipped = exceptions.flatMap(({ checkov, reason }) => (checkov ?? []).map((check) => ({ check, reason })));
  skipped
    .sort((a, b) => (a.check < b.check ? -1 : 1))
    .forEach(({ check, reason }, index) => {
      // checkov splits at every =, and ends without a report where there are two.
      annotations[`checkov.io/skip${index + 1}`] = `${check}=${reason.replaceAll('=', ':')}`;
    });
  return annotations;
}
