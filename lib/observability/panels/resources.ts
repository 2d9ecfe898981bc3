import { type Panel, PanelUnit } from '../panel';
import { podNames } from '../../core/pod-names';
import { type Subject, selectMatching } from '../rules/subject';

/** What the pods use of their CPU. */
export function cpuPanel(kind: string, subject: Subject): Panel {
  const used = `rate(container_cpu_usage_seconds_total${containersOf(kind, subject)}[5m])`;
  return {
    title: 'CPU against the limit',
    unit: PanelUnit.CORES,
    queries: [
      { expression: `sum by (pod) (max by (pod, container) (${used}))`, legend: '{{pod}}' },
      { expression: limitOf(kind, subject, 'cpu'), legend: 'limit of a pod' },
    ],
  };
}

/** What the pods use of their memory. */
export function memoryPanel(kind: string, subject: Subject): Panel {
  const used = `container_memory_working_set_bytes${containersOf(kind, subject)}`;
  return {
    title: 'Memory against the limit',
    unit: PanelUnit.BYTES,
    queries: [
      { expression: `sum by (pod) (max by (pod, container) (${used}))`, legend: '{{pod}}' },
      { expression: limitOf(kind, subject, 'memory'), legend: 'limit of a pod' },
    ],
  };
}

/** What the pods receive and send. */
export function networkPanel(kind: string, { namespace, name }: Subject): Panel {
  const pods = selectMatching({ namespace }, 'pod', podNames(kind, name));
  const bytes = (way: string): string => `sum(rate(container_network_${way}_bytes_total${pods}[5m]))`;
  return {
    title: 'Network',
    unit: PanelUnit.BYTES_PER_SECOND,
    queries: [
      { expression: bytes('receive'), legend: 'received' },
      { expression: bytes('transmit'), legend: 'sent' },
    ],
  };
}

/** Without the name of a container a series is about the whole pod, or about what holds it together. */
function containersOf(kind: string, { namespace, name }: Subject): string {
  const pods = selectMatching({ namespace }, 'pod', podNames(kind, name));
  return `${pods.slice(0, -1)},container!="",container!="POD"}`;
}

function limitOf(kind: string, { namespace, name }: Subject, resource: string): string {
  const pods = selectMatching({ namespace, resource }, 'pod', podNames(kind, name));
  return `max(sum by (pod) (max by (pod, container) (kube_pod_container_resource_limits${pods})))`;
}
