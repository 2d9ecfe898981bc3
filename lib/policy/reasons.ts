import { ANNOTATION_PREFIX } from '../core/labels';
import type { IPolicyRule } from './policy-rule';

/** The annotation that holds the reason for an exception from a rule. */
export function reasonKey(id: string): string {
  return `${ANNOTATION_PREFIX}/${id}`;
}

/** The reason that an object itself carries for an exception from a rule. */
export function reasonOnObject(rule: IPolicyRule, annotations: Readonly<Record<string, string>>): string | undefined {
  for (const name of [rule.id, ...(rule.exceptions ?? [])]) {
    const reason = annotations[reasonKey(name)];
    if (reason?.trim()) {
      return reason;
    }
  }
  return undefined;
}
