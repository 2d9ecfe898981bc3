import { DiagnosticLevel } from '../../../core/diagnostics';
import type { IPackageRule, PackagedSystem } from '../../package-rule';
import { PolicyVerdict } from '../../policy-verdict';
import { PLATFORM_RULES } from './source';

const TYPES = ['frontend-spa', 'python-celery-worker', 'python-fastapi-service'];

/** TR-K8S-2: the types of services as charts that others fill. */
export class ServiceTypes implements IPackageRule {
  public readonly id = 'TR-K8S-2';
  public readonly level = DiagnosticLevel.ERROR;
  public readonly asks = 'the types of services are reusable charts: a new service is its own values, and no copy';
  public readonly fix = `package the charts ${TYPES.join(', ')}`;
  public readonly source = PLATFORM_RULES;

  public checkPackage(system: PackagedSystem): PolicyVerdict {
    const missing = TYPES.filter(
      (type) => !system.charts.some(({ name, files }) => name === type && files.includes('values.yaml')),
    );
    return missing.length === 0
      ? PolicyVerdict.compliant()
      : PolicyVerdict.nonCompliant(...missing.map((type) => ({ path: `${type}/values.yaml`, value: 'nothing' })));
  }
}
