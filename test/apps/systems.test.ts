import type { ApiObjectProps } from 'cdk8s';
import { SYSTEMS } from '../../apps/systems';
import { Manifests } from '../../lib';

/** A name that an API server knows an object by: its version is none of it. */
function identityOf({ apiVersion, kind, metadata }: ApiObjectProps): string {
  const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
  return [group, kind, metadata?.namespace ?? '', metadata?.name].join('/');
}

test.each(['dev', 'staging', 'prod'])('in %s no two systems claim the same object of a cluster', (environment) => {
  const claims = new Map<string, string>();
  const shared: string[] = [];
  for (const [name, system] of Object.entries(SYSTEMS)) {
    for (const object of Manifests.of(system.platform().node.findChild(environment)).objects()) {
      const identity = identityOf(object);
      if (claims.has(identity)) {
        shared.push(`${identity} of ${claims.get(identity)} and ${name}`);
      }
      claims.set(identity, name);
    }
  }
  expect(new Set(claims.values())).toEqual(new Set(Object.keys(SYSTEMS)));
  expect(shared).toEqual([]);
});
