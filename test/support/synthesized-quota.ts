import { Manifests, System } from '../../lib';
import type { Settings } from './tiny-system';

/** The numbers of the quota that the only environment of a system gets with other settings. */
export function synthesizedQuota(system: System, settings: Settings): unknown {
  const [[name, place]] = Object.entries(system.environments);
  const changed = new System({ ...system, environments: { [name]: { ...place, settings } } });
  return Manifests.of(changed.platform()).resource('ResourceQuota', 'quota').spec.hard;
}
