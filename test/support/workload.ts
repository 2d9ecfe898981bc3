import { Chart, Testing } from 'cdk8s';
import type { Construct } from 'constructs';
import { type Cluster, Environment, Image, Manifests, Workload, type WorkloadProps } from '../../lib';

/** An image that any cluster can pull. */
export const IMAGE = Image.of('registry.example/shop/api', '1.2.3');

/** A chart named `shop`: in a plain app, or in an environment named `test` where a cluster is given. */
export function chartIn(cluster?: Cluster, versions?: Record<string, string>): Chart {
  const app = Testing.app();
  const scope = cluster ? new Environment(app, 'test', { cluster, versions }) : app;
  return new Chart(scope, 'shop', { namespace: 'shop' });
}

/** A workload named `api` with what a test is about, in a chart of its own unless one is given. */
export function workload(props: Partial<WorkloadProps> = {}, scope: Construct = chartIn()): Workload {
  return new Workload(scope, 'api', { image: IMAGE, ...props });
}

/** Everything in the chart of a construct. */
export function manifestsOf(construct: Construct): Manifests {
  return Manifests.of(Chart.of(construct));
}

/** The Deployment, StatefulSet, Job or CronJob of a workload. */
export function controllerOf(of: Workload) {
  const [found] = Manifests.of(of).objects(of.kind);
  return found;
}

/** The template of the pods of a workload. */
export function templateOf(of: Workload) {
  const { spec } = controllerOf(of);
  return (spec.jobTemplate?.spec ?? spec).template;
}

/** The spec of the pods of a workload. */
export function podOf(of: Workload) {
  return templateOf(of).spec;
}

/** The main container of a workload. */
export function containerOf(of: Workload) {
  return podOf(of).containers[0];
}
