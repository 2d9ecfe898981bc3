import { textOf } from '../../field';
import type { PodView } from '../../views';

/** Pods of Windows have no such thing as capabilities, seccomp and escalation: the standard leaves them out. */
export function isWindows(pod: PodView): boolean {
  return textOf(pod.spec.os?.name) === 'windows';
}
