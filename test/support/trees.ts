import { App, Chart, Testing } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { Cluster, Environment, Image, Manifests, Workload, type WorkloadProps } from '../../lib';
import { DiagnosticLevel, Diagnostics, type Diagnostic } from '../../lib/core/diagnostics';

/** A chart of namespace `shop` in an environment of its own. */
export function testChart(cluster: Cluster = Cluster.generic()): Chart {
  return new Chart(new Environment(new App(), 'test', { cluster }), 'shop', { namespace: 'shop' });
}

/** A chart with what a function puts into it. */
export function chartWith(build: (chart: Chart) => void, cluster?: Cluster): Chart {
  const chart = testChart(cluster);
  build(chart);
  return chart;
}

/** A Deployment of one container, with nothing to complain about. */
export function testWorkload(chart: IConstruct & Chart, id: string, props: Partial<WorkloadProps> = {}): Workload {
  return new Workload(chart, id, { image: Image.of(`registry.example/${id}`, '1.0.0'), ...props });
}

/** Every problem of the tree as it is printed, without the heading; empty where there is none. */
export function problemsOf(scope: IConstruct): string {
  try {
    Manifests.of(scope);
    return '';
  } catch (error) {
    const [heading, ...findings] = (error as Error).message.split('\n\n');
    if (!heading.endsWith('nothing written')) {
      throw error;
    }
    return findings.join('\n');
  }
}

/** The problems of a chart with what a function puts into it. */
export function problemsWith(build: (chart: Chart) => void, cluster?: Cluster): string {
  return problemsOf(chartWith(build, cluster));
}

/** The warnings about a construct and all below it. */
export function warningsOf(scope: IConstruct): Diagnostic[] {
  return Diagnostics.of(scope).all.filter(({ level }) => level === DiagnosticLevel.WARNING);
}

/**
 * What a chart with something in it synthesizes to. Fails where a second look at the same tree, or the same tree built
 * again, gives other bytes.
 */
export function synthesized(build: (chart: Chart) => void, cluster?: Cluster): unknown[] {
  const chart = chartWith(build, cluster);
  const objects = Testing.synth(chart) as unknown[];
  const bytes = JSON.stringify(objects);
  expect(JSON.stringify(Testing.synth(chart))).toBe(bytes);
  expect(JSON.stringify(Testing.synth(chartWith(build, cluster)))).toBe(bytes);
  return objects;
}
