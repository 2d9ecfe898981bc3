import type { IConstruct } from 'constructs';
import { reportError } from '../../core/diagnostic-registry';

/** The longest name to which the time of a restore can be added: PostgreSQL cuts names at 63 bytes. */
const DATABASE = /^[a-z_][a-z0-9_]{0,38}$/;

const TAKEN = new Set(['postgres', 'template0', 'template1']);

/** Reports a database that the server has for itself, and names that would have to be quoted everywhere. */
export function checkDatabase(scope: IConstruct, database: string): void {
  if (!DATABASE.test(database) || TAKEN.has(database)) {
    reportError(scope, {
      property: 'database',
      value: JSON.stringify(database),
      rule: TAKEN.has(database)
        ? 'the server keeps this database for its own administration'
        : 'the name of a database has up to 39 of a-z, 0-9 and _, and does not begin with a digit',
      fix: "choose another name, such as 'app'",
    });
  }
}
