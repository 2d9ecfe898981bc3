import * as versions from '../versions/dev.json';
import { defaults } from './defaults';
import type { MiniToolStreamSettings } from './settings';

/** k3d on a developer's machine: clients come through the nodes. */
export const dev: MiniToolStreamSettings = {
  ...defaults(versions),
  stage: 'development',
  storageClass: 'local-path',
};
