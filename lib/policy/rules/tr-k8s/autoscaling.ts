import type { Indexes } from '../../indexes';
import type { Workload } from '../../workload';
import { fault, type Fault, WorkloadRule } from '../rule';
import { PLATFORM_RULES } from './source';

/** TR-K8S-5: API services scale by load, Celery workers by their queue. */
export class Autoscaling extends WorkloadRule {
  public readonly id = 'TR-K8S-5';
  public readonly asks =
    'what a Service points to is scaled by cpu or memory, a Celery worker by KEDA on the length of its RabbitMQ queue';
  public readonly fix =
    'use scaling: Scaling.pods({ min, max }).onCpu(70), or for a worker ScalingTrigger.rabbitQueue(…)';
  public readonly source = PLATFORM_RULES;
  /** Pods with claims, those on every node, and one pod by choice are not scaled by load. */
  public override readonly kinds = ['Deployment', 'argoproj.io/Rollout'];

  protected override concerns({ isSinglePod }: Workload): boolean {
    return !isSinglePod;
  }

  protected fault(workload: Workload, indexes: Indexes): Fault {
    return workload.runsCelery ? ofWorker(indexes, workload) : ofService(indexes, workload);
  }
}

function ofWorker(indexes: Indexes, workload: Workload): Fault {
  const scalers = indexes.scalersOf(workload);
  return scalers.some(({ metrics }) => metrics.includes('rabbitmq'))
    ? undefined
    : fault('spec.replicas', `a Celery worker, scaled by ${metricsOf(scalers)}`);
}

function ofService(indexes: Indexes, workload: Workload): Fault {
  const scalers = indexes.scalersOf(workload);
  const scaled = scalers.some(({ metrics }) => metrics.includes('cpu') || metrics.includes('memory'));
  return scaled || indexes.services.selecting(workload.namespace, workload.podLabels).length === 0
    ? undefined
    : fault('spec.replicas', `pods behind a Service, scaled by ${metricsOf(scalers)}`);
}

function metricsOf(scalers: readonly { readonly metrics: readonly string[] }[]): string {
  return [...new Set(scalers.flatMap(({ metrics }) => metrics))].sort().join(', ') || 'nothing';
}
