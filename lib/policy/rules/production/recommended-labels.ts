import { DiagnosticLevel } from '../../../core/diagnostics';
import type { PolicyResource } from '../../policy-resource';
import type { PodView } from '../../views';
import { fault, type Fault, PodRule } from '../rule';
import { AROUND } from './readiness-list';

const LABELS = ['app.kubernetes.io/instance', 'app.kubernetes.io/name'];

/** By what dashboards and people find things. */
export class RecommendedLabels extends PodRule {
  public readonly id = 'Production.RecommendedLabels';
  public override readonly level = DiagnosticLevel.WARNING;
  public readonly asks = 'a workload and its pods have the recommended labels name and instance';
  public readonly fix = `give both ${LABELS.join(' and ')}`;
  public readonly source = `${AROUND}; labels recommended by Kubernetes`;

  protected fault(pod: PodView, { identity }: PolicyResource): Fault {
    const faults = missing(identity.labels, 'metadata.labels');
    return identity.kind === 'Pod' ? faults : [...faults, ...missing(pod.labels, `${pod.templatePath}metadata.labels`)];
  }
}

function missing(labels: Readonly<Record<string, string>>, path: string): ReturnType<typeof fault>[] {
  return LABELS.filter((label) => labels[label] === undefined).map((label) => fault(`${path}[${label}]`, undefined));
}
