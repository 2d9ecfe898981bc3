import { DiagnosticLevel } from '../../../core/diagnostics';
import type { IPackageRule, PackagedSystem } from '../../package-rule';
import { PolicyVerdict } from '../../policy-verdict';
import { PLATFORM_RULES } from './source';

/** TR-K8S-1: the platform as Helm charts. */
export class HelmPackaging implements IPackageRule {
  public readonly id = 'TR-K8S-1';
  public readonly level = DiagnosticLevel.ERROR;
  public readonly asks = 'the platform is packaged as Helm charts too, configured by one values.yaml';
  public readonly fix = 'package the system: a chart of its name with Chart.yaml and values.yaml';
  public readonly source = PLATFORM_RULES;

  public checkPackage(system: PackagedSystem): PolicyVerdict {
    const own = system.charts.find(({ name }) => name === system.name);
    const missing = own
      ? ['Chart.yaml', 'values.yaml'].filter((file) => !own.files.includes(file))
      : ['Chart.yaml', 'values.yaml'];
    return missing.length === 0
      ? PolicyVerdict.compliant()
      : PolicyVerdict.nonCompliant(...missing.map((file) => ({ path: `${system.name}/${file}`, value: 'nothing' })));
  }
}
