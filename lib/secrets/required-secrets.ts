import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { RootState } from '../core/root-state';
import { environmentOf } from '../environment/environment-registry';

interface Bundle {
  readonly construct: IConstruct;
  readonly secretName: string;
  readonly keys: readonly string[];
}

const bundles = new RootState<Bundle[]>(() => []);

/** Records a bundle of credentials whose Secret is created outside of this tree. */
export function registerRequiredSecret(construct: IConstruct, secretName: string, keys: readonly string[]): void {
  bundles.of(construct).push({ construct, secretName, keys });
}

/** The keys of Secrets that an environment needs and that nothing in it creates, by `<namespace>/<name>`. */
export function secretKeysOf(environment: IConstruct): Map<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const { construct, secretName, keys } of bundles.of(environment)) {
    if (environmentOf(construct) === environment) {
      const place = `${Chart.of(construct).namespace ?? ''}/${secretName}`;
      found.set(place, [...(found.get(place) ?? []), ...keys]);
    }
  }
  return found;
}
