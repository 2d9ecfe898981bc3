import type { IConstruct } from 'constructs';
import { reportWarning } from '../core/diagnostic-registry';
import { routeOwner } from '../network/route-collisions';
import type { Route } from '../network/route';

/** Values of these names are asked for data; others, such as a path of a logo, may be files of the frontend. */
const ASKED_FOR_DATA = /api|backend|endpoint|graphql|socket/i;

/** Warns of a path in the configuration at which the frontend itself would answer, with its page. */
export function checkConfigurationPaths(
  frontend: IConstruct,
  route: Route,
  configuration: Readonly<Record<string, unknown>>,
): void {
  for (const [name, value] of Object.entries(configuration)) {
    const path = typeof value === 'string' && ASKED_FOR_DATA.test(name) ? pathAt(route.hostname, value) : undefined;
    if (path !== undefined && routeOwner(frontend, route.hostname, path) === frontend) {
      reportWarning(frontend, {
        property: `configuration.${name}`,
        value: JSON.stringify(value),
        rule: `no route of ${route.hostname} takes this path but that of the frontend: the program would get its own page for an answer`,
        fix: `give the service that answers there a route: Route.host('${route.hostname}', { pathPrefix: '${path}' }); or acknowledge it with the reason`,
        id: 'api-path-of-the-frontend',
      });
    }
  }
}

/** The path that a value asks a host for; undefined where it is another host or no address. */
function pathAt(hostname: string, value: string): string | undefined {
  const [, host = hostname, path = '/'] = /^(?:(?:https?|wss?):\/\/([^/?#]*))?(\/(?!\/)[^?#]*)?/.exec(value) ?? [];
  const isAddress = value.startsWith('/') ? !value.startsWith('//') : /^(?:https?|wss?):\/\//.test(value);
  return isAddress && host === hostname ? path : undefined;
}
