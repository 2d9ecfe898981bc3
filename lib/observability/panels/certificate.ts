import { type Panel, PanelKind, PanelUnit } from '../panel';
import { certificateExpiration } from '../rules/certificate';

/** How long certificates of cert-manager are still good. */
export function certificatesPanel(namespace: string, names: readonly string[]): Panel {
  return {
    title: 'Certificates end in',
    kind: PanelKind.STAT,
    unit: PanelUnit.SECONDS,
    queries: [{ expression: `${certificateExpiration(namespace, names)} - time()`, legend: '{{name}}' }],
  };
}
