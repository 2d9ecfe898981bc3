import { type Field, listOf, numberOf, textOf } from '../../field';
import { ROUTE_KINDS } from '../../kinds';
import type { PolicyResource } from '../../policy-resource';
import { type PolicyVerdict } from '../../policy-verdict';
import { fault, onceKnown, Rule } from '../rule';
import { AROUND } from './readiness-list';

interface Backend {
  readonly path: string;
  readonly service: string;
  readonly port: string | number | undefined;
}

/** Ways in that lead nowhere. */
export class RouteBackend extends Rule {
  public readonly id = 'Production.RouteBackend';
  public readonly asks = 'a route leads to a Service of its namespace, and to a port that it has';
  public readonly fix = 'correct the name or the port of the backend';
  public readonly source = `${AROUND}; kube-score, kube-linter`;
  public override readonly kinds = ROUTE_KINDS;

  public override check({ _manifest, identity }: PolicyResource): PolicyVerdict {
    const namespace = identity.namespace ?? '';
    const backends = identity.kind === 'Ingress' ? ofIngress(_manifest.spec) : ofRoute(_manifest.spec, namespace);
    return onceKnown(({ servicesByName }) =>
      backends.flatMap(({ path, service, port }) => {
        const found = servicesByName.get(`${namespace}\n${service}`);
        if (!found) {
          return [fault(path, `Service ${service}, which is not here`)];
        }
        return port === undefined || found.ports.size === 0 || found.ports.has(port)
          ? []
          : [fault(path, `port ${port}, which Service ${service} does not have`)];
      }),
    );
  }
}

function ofIngress(spec: Field | undefined): Backend[] {
  const found = listOf(spec?.rules).flatMap(({ http }) => listOf(http?.paths).map(({ backend }) => backend));
  return [spec?.defaultBackend, ...found].flatMap((backend) => {
    const service = textOf(backend?.service?.name);
    const port = backend?.service?.port;
    return service === undefined
      ? []
      : [{ path: 'spec.rules', service, port: textOf(port?.name) ?? numberOf(port?.number) }];
  });
}

/** A backend in another namespace is somebody else's. */
function ofRoute(spec: Field | undefined, namespace: string): Backend[] {
  return listOf(spec?.rules)
    .flatMap(({ backendRefs }) => listOf(backendRefs))
    .filter(
      (backend) =>
        (textOf(backend.kind) ?? 'Service') === 'Service' && (textOf(backend.namespace) ?? namespace) === namespace,
    )
    .flatMap((backend) => {
      const service = textOf(backend.name);
      return service === undefined ? [] : [{ path: 'spec.rules', service, port: numberOf(backend.port) }];
    });
}
