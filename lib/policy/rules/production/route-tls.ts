import { type Field, listOf, textOf, textsOf } from '../../field';
import type { Indexes } from '../../indexes';
import { ROUTE_KINDS } from '../../kinds';
import type { PolicyResource } from '../../policy-resource';
import { PolicyVerdict } from '../../policy-verdict';
import { fault, type Fault, onceKnown, Rule } from '../rule';
import { AROUND } from './readiness-list';

/** Traffic from outside that anybody can read. */
export class RouteTls extends Rule {
  public readonly id = 'Production.RouteTls';
  public readonly asks = 'every route from outside is by TLS: the hosts of an Ingress, the listener of a Gateway';
  public readonly fix = 'give spec.tls with every host, or name a listener of protocol HTTPS in sectionName';
  public readonly source = `${AROUND}; Polaris`;
  public override readonly kinds = ROUTE_KINDS;

  public override check({ _manifest, identity }: PolicyResource): PolicyVerdict {
    if (identity.kind === 'Ingress') {
      return PolicyVerdict._of(plainHosts(_manifest.spec));
    }
    const parents = listOf(_manifest.spec?.parentRefs)
      .filter(({ kind }) => (textOf(kind) ?? 'Gateway') === 'Gateway')
      .map(({ name, namespace, sectionName }) => ({
        gateway: `${textOf(namespace) ?? identity.namespace ?? ''}\n${textOf(name) ?? ''}`,
        name: textOf(name) ?? '',
        listener: textOf(sectionName),
      }));
    return onceKnown((indexes) => parents.flatMap((parent) => plainListeners(indexes, parent)));
  }
}

function plainHosts(spec: Field | undefined): Fault {
  const secure = new Set(
    listOf(spec?.tls).flatMap(({ hosts }) => (textsOf(hosts).length > 0 ? textsOf(hosts) : ['*'])),
  );
  return listOf(spec?.rules)
    .map(({ host }) => textOf(host) ?? '*')
    .filter((host) => !secure.has(host) && !secure.has('*') && !secure.has(host.replace(/^[^.]+/, '*')))
    .map((host) => fault('spec.tls', `nothing for ${host === '*' ? 'every host' : host}`));
}

interface Parent {
  readonly gateway: string;
  readonly name: string;
  readonly listener: string | undefined;
}

/** The Gateway is often somebody else's: then a listener has to be named. */
function plainListeners({ listeners }: Indexes, { gateway, name, listener }: Parent): ReturnType<typeof fault>[] {
  const known = listeners.get(gateway);
  if (!known) {
    return listener === undefined ? [fault('spec.parentRefs', `Gateway ${name}, with every listener`)] : [];
  }
  return known
    .filter((each) => !each.tls && (listener === undefined || listener === each.name))
    .map((each) => fault('spec.parentRefs', `listener ${each.name} of Gateway ${name}, which is not by TLS`));
}
