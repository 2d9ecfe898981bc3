import { Manifests } from '../../lib';
import { balancePlus } from '../../apps/balance-plus/main';

/** The manifests of one environment, as the system defines it. */
export function environment(name: string): Manifests {
  return Manifests.of(balancePlus.platform().node.findChild(name));
}
