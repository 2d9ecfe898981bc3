import type { IConstruct } from 'constructs';
import { reportError } from '../../core/diagnostic-registry';
import type { ScalerRequest } from '../../contracts/event-source';

/** Reports a scaler that does not speak to PostgreSQL. */
export function reportScaler(scope: IConstruct, { scaler }: ScalerRequest): void {
  if (scaler !== 'postgresql') {
    reportError(scope, {
      property: 'scaling',
      value: `a scaler of the type ${JSON.stringify(scaler)}`,
      rule: 'a PostgreSQL is asked by the scaler postgresql alone',
      fix: 'use a trigger for PostgreSQL, or name what the scaler is for',
    });
  }
}
