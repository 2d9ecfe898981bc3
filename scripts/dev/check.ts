/** `npm run dev:check`: nodes, namespaces, storage classes, and whether each service has pods that answer. */
import { CLUSTER, contextArguments } from './cluster';
import { type EndpointSlice, type KubernetesService, serviceHealth } from './health';
import { KUBECTL, main, output, Refusal, requireTools, run } from './tools';

const NAMESPACES = [CLUSTER, 'monitoring'];

main(() => {
  requireTools([KUBECTL]);
  const kubectl = [...contextArguments()];
  for (const kind of ['nodes', 'namespaces', 'storageclasses']) {
    run(KUBECTL.name, [...kubectl, 'get', kind]);
  }
  const unhealthy: string[] = [];
  for (const namespace of NAMESPACES) {
    const list = (kind: string): unknown[] => {
      const text = output(KUBECTL.name, [...kubectl, '-n', namespace, 'get', kind, '-o', 'json']);
      return text === undefined ? [] : (JSON.parse(text) as { items: unknown[] }).items;
    };
    const services = list('services') as KubernetesService[];
    for (const { name, ready, wanted } of serviceHealth(services, list('endpointslices') as EndpointSlice[])) {
      const isHealthy = ready > 0 && ready === wanted;
      process.stdout.write(`${isHealthy ? '✓' : '✗'} ${namespace}/${name}: ${ready} of ${wanted} pods ready\n`);
      if (!isHealthy) {
        unhealthy.push(`${namespace}/${name}`);
      }
    }
    if (services.length === 0) {
      unhealthy.push(`${namespace} (no services)`);
    }
  }
  if (unhealthy.length > 0) {
    throw new Refusal(`not healthy: ${unhealthy.join(', ')}`);
  }
});
