/**
 * `npm run dev:edges -- SYSTEM [ENVIRONMENT]`: opens every connection between the pods of a system, and compares what a
 * real network lets through with what the policies say. `KUBE_CONTEXT` names the cluster; its network has to enforce
 * policies. The connections are opened by a debug container in each pod: that of the program need not answer.
 */
import { SYSTEMS } from '../../apps/systems';
import { Manifests } from '../../lib';
import { contextArguments } from './cluster';
import { type PodEdge, podEdges, type PodPort } from './pod-edges';
import { PROBE_IMAGE } from './probe-image';
import { KUBECTL, main, output, Refusal, requireTools, run } from './tools';

const PROBE = 'edge-probe';

interface Pod {
  readonly metadata: { readonly name: string };
  readonly status: { readonly podIP?: string };
}

const pods = new Map<string, Pod>();
const probed = new Set<string>();

main(() => {
  const [system, environment = 'dev'] = process.argv.slice(2);
  if (system === undefined || !Object.hasOwn(SYSTEMS, system)) {
    throw new Refusal(`name a system: ${Object.keys(SYSTEMS).join(', ')}`);
  }
  requireTools([KUBECTL]);
  const edges = podEdges(Manifests.of(SYSTEMS[system].platform().node.findChild(environment)));
  const wrong = edges.filter((edge) => isOpenInFact(edge) !== edge.isOpen);
  const open = edges.filter(({ isOpen }) => isOpen).length;
  process.stdout.write(`${edges.length} connections tried, ${open} of them are meant to be open\n`);
  if (wrong.length > 0) {
    throw new Refusal(
      `not as the policies say:\n${wrong.map((edge) => `  ${described(edge)}: is ${edge.isOpen ? 'closed' : 'open'}`).join('\n')}`,
    );
  }
  process.stdout.write('✓ as the policies say\n');
});

function isOpenInFact(edge: PodEdge): boolean {
  const source = podOf(edge.source, true);
  const address = `${podOf(edge.destination, false).status.podIP}:${edge.destination.port}`;
  const said = output('sh', [
    '-c',
    '"$@" 2>&1; true',
    'sh',
    KUBECTL.name,
    ...contextArguments(),
    ...['-n', edge.source.namespace, 'exec', source.metadata.name, '-c', PROBE, '--'],
    ...['/agnhost', 'connect', address, '--timeout=3s'],
  ]);
  // Somebody who refuses was reached.
  const isOpen = said !== undefined && !said.includes('TIMEOUT');
  process.stdout.write(`${isOpen ? 'open  ' : 'closed'} ${described(edge)}\n`);
  return isOpen;
}

function podOf({ namespace, workload, selector }: PodPort, withProbe: boolean): Pod {
  const key = `${namespace}/${workload}`;
  let pod = pods.get(key);
  if (!pod) {
    const labels = Object.entries(selector).map(([name, value]) => `${name}=${value}`);
    const found = output(KUBECTL.name, [
      ...contextArguments(),
      ...['-n', namespace, 'get', 'pods', '-l', labels.join(','), '-o', 'json'],
    ]);
    [pod] = found === undefined ? [] : (JSON.parse(found) as { items: Pod[] }).items;
    if (pod?.status.podIP === undefined) {
      throw new Refusal(`${key} has no pod with an address`);
    }
    pods.set(key, pod);
  }
  if (withProbe && !probed.has(key)) {
    probed.add(key);
    run(KUBECTL.name, [
      ...contextArguments(),
      ...['-n', namespace, 'debug', pod.metadata.name, '--image', PROBE_IMAGE, '--container', PROBE],
      ...['--profile', 'restricted', '--quiet', '--', '/agnhost', 'pause'],
    ]);
    const running = '--for=jsonpath={.status.ephemeralContainerStatuses[0].state.running.startedAt}';
    run(KUBECTL.name, [
      ...contextArguments(),
      ...['-n', namespace, 'wait', `pod/${pod.metadata.name}`, running, '--timeout=120s'],
    ]);
  }
  return pod;
}

function described({ source, destination }: PodEdge): string {
  return `${source.namespace}/${source.workload} → ${destination.namespace}/${destination.workload} ${destination.port}`;
}
