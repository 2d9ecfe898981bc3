import type { IPackageRule } from '../../package-rule';
import type { IPolicyRule } from '../../policy-rule';
import { Autoscaling } from './autoscaling';
import { ConfigMaps } from './config-maps';
import { DefaultDeny } from './default-deny';
import { Exposure } from './exposure';
import { HelmPackaging } from './helm-packaging';
import { QualityOfService } from './quality-of-service';
import { Resources } from './resources';
import { SecretSources } from './secret-sources';
import { ServiceTypes } from './service-types';

/** The platform rules that rendered objects show. */
export function trK8sRules(): IPolicyRule[] {
  return [
    new Resources(),
    new QualityOfService(),
    new Autoscaling(),
    new Exposure(),
    new DefaultDeny(),
    new ConfigMaps(),
    new SecretSources(),
  ];
}

/** The platform rules that only a packaged system shows. */
export function trK8sPackageRules(): IPackageRule[] {
  return [new HelmPackaging(), new ServiceTypes()];
}
