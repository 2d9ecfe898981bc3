import type { IConstruct } from 'constructs';
import { reportError } from '../core/diagnostic-registry';

/** Reports the address of a link that people outside of the cluster cannot open. */
export function checkOutsideUrl(scope: IConstruct, property: string, url: string | undefined): void {
  if (url !== undefined && !isReachableFromOutside(url)) {
    reportError(scope, {
      property,
      value: JSON.stringify(url),
      rule: 'links in alerts are opened outside of the cluster: they need http or https, and a host that DNS knows there',
      fix: "give an address such as 'https://alerts.example.com', or leave it out: then there is no link",
    });
  }
}

/**
 * Whether a browser outside of the cluster can open an address. Names of Services are known in the cluster alone, with
 * and without its domain; a name without a dot and this machine are known nowhere else.
 */
export function isReachableFromOutside(url: string): boolean {
  const [, host = ''] =
    /^https?:\/\/(?:[^/?#@\s]*@)?(\[[0-9a-f:.]+\]|[^/?#:\s]+)(?::\d+)?(?:[/?#]\S*)?$/i.exec(url) ?? [];
  const name = host.toLowerCase().replace(/\.$/, '');
  const isLocal = name === '[::1]' || /^127\.|^0\.0\.0\.0$/.test(name);
  return (name.includes('.') || name.startsWith('[')) && !isLocal && !/\.svc(?:\.|$)|\.cluster\.local$/.test(name);
}
