import type { IConstruct } from 'constructs';
import { reportError } from '../../core/diagnostic-registry';

/** Reports thresholds that no value, or every value, would be beyond. */
export function checkThresholds(scope: IConstruct, groups: Readonly<Record<string, object | undefined>>): void {
  for (const [group, thresholds] of Object.entries(groups)) {
    for (const [name, value] of Object.entries(thresholds ?? {}) as [string, number | undefined][]) {
      if (value === undefined) {
        continue;
      }
      const isShare = name.endsWith('Percent');
      if (!(value > 0 && value < (isShare ? 100 : Infinity))) {
        reportError(scope, {
          property: `${group}.${name}`,
          value: String(value),
          rule: 'nobody could be told by it: no value is beyond it, or every value is',
          fix: isShare ? 'give more than 0 and less than 100 percent' : 'give a number above 0',
        });
      }
    }
  }
}
