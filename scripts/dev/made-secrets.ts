import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { Credentials } from '../../lib';

/** A Secret that somebody has to make by hand. */
export interface NeededSecret {
  readonly namespace: string;
  readonly name: string;
  /** Where the value of each key comes from: keys of one origin have one value. */
  readonly origins: Readonly<Record<string, string>>;
}

/** The Secrets that the bundles of a tree stand for. */
export function neededSecrets(tree: IConstruct): NeededSecret[] {
  return tree.node
    .findAll()
    .filter((construct) => construct instanceof Credentials)
    .map((bundle) => {
      const namespace = Chart.of(bundle).namespace ?? 'default';
      const origins = bundle.keys.map((key) => {
        const origin = bundle._origin(key);
        return [key, `${namespace}/${origin.secretName}/${origin.key}`];
      });
      return { namespace, name: bundle.secretName, origins: Object.fromEntries(origins) as Record<string, string> };
    });
}

/** The values of Secrets that are there already, by their origins. */
export function knownValues(
  secrets: readonly NeededSecret[],
  read: (secret: NeededSecret) => Readonly<Record<string, string>> | undefined,
): Map<string, string> {
  const values = new Map<string, string>();
  for (const secret of secrets) {
    for (const [key, encoded] of Object.entries(read(secret) ?? {})) {
      if (secret.origins[key] !== undefined) {
        values.set(secret.origins[key], Buffer.from(encoded, 'base64').toString());
      }
    }
  }
  return values;
}

/**
 * Secrets with values out of thin air, for a cluster that nobody else uses.
 *
 * @param missing the Secrets
 * @param known values by their origins, which are kept
 * @param invent gives the value of an origin that is not known
 */
export function inventSecrets(
  missing: readonly NeededSecret[],
  known: ReadonlyMap<string, string>,
  invent: () => string,
): object[] {
  const values = new Map(known);
  const valueOf = (origin: string): string => {
    const value = values.get(origin) ?? invent();
    values.set(origin, value);
    return value;
  };
  return missing.map(({ namespace, name, origins }) => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace },
    type: 'Opaque',
    stringData: Object.fromEntries(Object.entries(origins).map(([key, origin]) => [key, valueOf(origin)])),
  }));
}
