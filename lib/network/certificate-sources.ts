import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { clusterIdentityOf } from '../core/cluster-identity';
import { namespaceOf } from '../core/define-object';
import { diagnosticRegistry, reportWarning } from '../core/diagnostic-registry';
import { RootState } from '../core/root-state';
import { Cluster } from '../environment/cluster';

/** Kinds of objects that make a Secret of their own name. */
const NAMED_LIKE_THE_SECRET: ReadonlySet<string> = new Set(['ExternalSecret', 'SealedSecret', 'Secret']);

/** The Secrets that a tree makes, and the namespaces in which it makes certificates; collected once, when asked for. */
const sources = new RootState((root) => {
  const secrets = new Set<string>();
  const namespaces = new Set<string>();
  for (const object of root.node.findAll().filter((each): each is ApiObject => ApiObject.isApiObject(each))) {
    const place = `${clusterIdentityOf(object)}\n${object.metadata.namespace ?? ''}`;
    if (NAMED_LIKE_THE_SECRET.has(object.kind)) {
      secrets.add(`${place}\n${object.name}`);
    } else if (object.kind === 'Certificate') {
      // The Secret stands in its content, which is not rendered yet.
      namespaces.add(place);
    }
  }
  return { secrets, namespaces, reported: new Set<string>() };
});

/** Warns of a certificate that nothing in the tree makes, once every object is there. */
export function checkCertificateSource(owner: Construct, secretName: string): void {
  // On a machine of a developer the certificate of the edge itself will do.
  if (Cluster.of(owner).localImages) {
    return;
  }
  diagnosticRegistry.of(owner).defer(() => {
    const { secrets, namespaces, reported } = sources.of(owner);
    const place = placeOf(owner);
    const secret = `${place}\n${secretName}`;
    if (!secrets.has(secret) && !namespaces.has(place) && !reported.has(secret)) {
      reported.add(secret);
      reportWarning(owner, {
        property: 'route.tlsSecret',
        value: `the Secret ${secretName}, which nothing here makes`,
        rule: 'without the Secret the edge serves a certificate of its own, which no client trusts',
        fix: 'declare the issuer of the cluster: clusterIssuer of its edge; or make a Certificate or an ExternalSecret of this name; or acknowledge that the Secret is made by hand',
        id: 'certificate-without-source',
      });
    }
  });
}

function placeOf(owner: Construct): string {
  return `${clusterIdentityOf(owner)}\n${namespaceOf(owner) ?? ''}`;
}
