import type { IConstruct } from 'constructs';
import { reportError } from '../../core/diagnostic-registry';
import { isDnsLabel } from '../../core/dns-name';
import { ObjectProtocol } from './i-object-store';

/** What a name of a bucket must be, by what the store speaks. */
const NAMES: Readonly<Record<ObjectProtocol, { readonly pattern: RegExp; readonly rule: string }>> = {
  [ObjectProtocol.S3]: {
    pattern: /^(?!\d+\.\d+\.\d+\.\d+$)(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
    rule: 'a bucket has 3 to 63 of a-z, 0-9, - and ., begins and ends with a letter or digit, and is no IPv4 address',
  },
  [ObjectProtocol.AZURE_BLOB]: {
    pattern: /^(?!.*--)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/,
    rule: 'a container has 3 to 63 of a-z, 0-9 and single -, and begins and ends with a letter or digit',
  },
};

/** Reports buckets that are none, or that there are none, or one twice. */
export function checkBuckets(
  scope: IConstruct,
  property: string,
  buckets: readonly string[],
  protocol: ObjectProtocol,
): void {
  const { pattern, rule } = NAMES[protocol];
  if (buckets.length === 0) {
    reportError(scope, {
      property,
      value: 'none',
      rule: 'programs put objects into buckets, and make none by themselves',
      fix: 'name at least one',
    });
  }
  for (const bucket of buckets.filter((name) => !pattern.test(name))) {
    reportError(scope, { property, value: JSON.stringify(bucket), rule, fix: 'correct the name' });
  }
  const twice = buckets.find((bucket, index) => buckets.indexOf(bucket) !== index);
  if (twice !== undefined) {
    reportError(scope, {
      property,
      value: `${JSON.stringify(twice)}, twice`,
      rule: 'a bucket is made once',
      fix: 'name it once',
    });
  }
}

/** Reports names of clients that cannot be the names of folders and policies. */
export function checkClientNames(scope: IConstruct, names: readonly string[]): void {
  for (const name of names.filter((each) => !isDnsLabel(each))) {
    reportError(scope, {
      property: `clients.${name}`,
      value: JSON.stringify(name),
      rule: 'the name of a client is at most 63 of a-z, 0-9 and -, and begins and ends with a letter or digit',
      fix: 'name it like the workload that it is',
    });
  }
}

/** Reports somebody who is no client of a store. */
export function checkKnownClient(scope: IConstruct, name: string, names: readonly string[]): void {
  if (!names.includes(name)) {
    reportError(scope, {
      property: 'login',
      value: JSON.stringify(name),
      rule: `its clients are: ${names.join(', ') || 'none'}`,
      fix: 'name one of them, or add it to clients',
    });
  }
}
