import * as versions from '../versions/staging.json';
import { defaults, throughEdge } from './defaults';
import type { MiniToolStreamSettings } from './settings';

const common = defaults(versions);

/** AKS, scaled as in development. */
export const staging: MiniToolStreamSettings = {
  ...common,
  stage: 'staging',
  storageClass: 'managed-csi',
  ingress: throughEdge(common.ingress, 'ingress.staging.minitoolstream.example'),
  egress: throughEdge(common.egress, 'egress.staging.minitoolstream.example'),
};
