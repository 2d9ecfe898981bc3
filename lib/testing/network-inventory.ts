import { isJsonObject, type JsonObject } from '../core/json';
import type { Cluster } from '../environment/cluster';
import { parseAddressBlock } from './address-block';
import { CLUSTER_NAMES, clusterPeers, type DescribedPods, nodePeers } from './cluster-peers';
import { kindOf, mappingsIn, nameOf, namespaceOf, stringEntries, stringOrNone, valueAt } from './manifest-fields';
import type { ContainerPort, Peer, PodPeer } from './network-question';

/** Where a workload of each kind keeps its pod. */
const podPaths: Record<string, string[]> = {
  Pod: [],
  Deployment: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  ReplicaSet: ['spec', 'template'],
  Rollout: ['spec', 'template'],
  Job: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
  ScaledJob: ['spec', 'jobTargetRef', 'template'],
};

interface HeldPod {
  readonly kind: string;
  readonly name: string;
  readonly peer: PodPeer;
}

/** The pods, namespaces and Services of a set of manifests, and what a question may name beside them. */
export class NetworkInventory {
  private readonly namespaceLabels = new Map<string, Record<string, string>>();
  private readonly pods: HeldPod[];
  private readonly services: JsonObject[];

  /** @param cluster what the names of the cluster's own stand for; undefined where there are several clusters */
  public constructor(
    objects: JsonObject[],
    private readonly cluster: Cluster | undefined,
  ) {
    for (const object of objects.filter((candidate) => kindOf(candidate) === 'Namespace')) {
      this.namespaceLabels.set(nameOf(object), stringEntries(valueAt(object, 'metadata', 'labels')));
    }
    this.services = objects.filter((object) => kindOf(object) === 'Service');
    this.pods = objects.flatMap((object) => this.podOf(object));
  }

  /**
   * The end of a connection that a text names: one, or all that the cluster has under a name.
   *
   * @throws Error where the text names nothing, or more than one workload
   */
  public peers(text: string): Peer[] {
    if (!CLUSTER_NAMES.includes(text)) {
      return [this.peer(text)];
    }
    const found = clusterPeers(this.cluster, text);
    const isWorkload = this.pods.some((pod) => pod.name === text);
    if (found.length > 0 && isWorkload) {
      throw new Error(`'${text}' is the cluster's own and a workload here: write namespace/${text} for the workload.`);
    }
    if (found.length === 0 && !isWorkload) {
      throw new Error(`The cluster declares no ${text}, or not where its traffic comes from.`);
    }
    return isWorkload ? [this.heldPod(text)] : found.map((one) => ('type' in one ? one : this.describedPod(text, one)));
  }

  /** What policies know a peer as. */
  public asSeen(peer: Peer): Peer[] {
    return peer.type === 'pod' && peer.usesHostNetwork ? nodePeers(this.cluster) : [peer];
  }

  private peer(text: string): Peer {
    const [, hostname] = /^hostname:(.+)$/.exec(text) ?? [];
    if (hostname !== undefined) {
      return { type: 'hostname', title: hostname, hostname };
    }
    if (text.startsWith('namespace:')) {
      return this.foreignPod(text);
    }
    const block = parseAddressBlock(text);
    return block === undefined ? this.heldPod(text) : { type: 'address', title: text, block };
  }

  /**
   * The port of a destination that a number means: its own, or the one a Service maps the number to.
   *
   * @throws Error where Services map the number to several ports
   */
  public destinationPort(destination: Peer, port: number, protocol: string): number {
    if (destination.type !== 'pod' || declares(destination, port, protocol)) {
      return port;
    }
    const targets = new Set<number>();
    for (const service of this.services.filter((candidate) => selectsPod(candidate, destination))) {
      for (const entry of mappingsIn(valueAt(service, 'spec', 'ports'))) {
        if (entry.port === port && (entry.protocol ?? 'TCP') === protocol) {
          targetNumbers(entry, destination, protocol).forEach((target) => targets.add(target));
        }
      }
    }
    if (targets.size > 1) {
      const listed = [...targets].sort((left, right) => left - right).join(' and ');
      throw new Error(`Port ${port} of ${destination.title} means ${listed} in different Services: give the port.`);
    }
    return [...targets][0] ?? port;
  }

  private podOf(object: JsonObject): HeldPod[] {
    const path = podPaths[kindOf(object)];
    const template = path === undefined ? managedTemplate(object) : valueAt(object, ...path);
    if (template === undefined) {
      return [];
    }
    const namespace = namespaceOf(object);
    const containers = [
      ...mappingsIn(valueAt(template, 'spec', 'containers')),
      ...mappingsIn(valueAt(template, 'spec', 'initContainers')),
    ];
    const peer: PodPeer = {
      type: 'pod',
      title: `${namespace}/${nameOf(object)}`,
      held: true,
      namespace,
      labels: stringEntries(valueAt(template, 'metadata', 'labels')),
      namespaceLabels: this.labelsOfNamespace(namespace),
      serviceAccount: stringOrNone(valueAt(template, 'spec', 'serviceAccountName')) ?? 'default',
      ports: containers.flatMap((container) => mappingsIn(container.ports)).map(containerPort),
      usesHostNetwork: valueAt(template, 'spec', 'hostNetwork') === true,
    };
    return [{ kind: kindOf(object), name: nameOf(object), peer }];
  }

  private heldPod(text: string): PodPeer {
    const found = this.pods.filter(({ kind, name, peer }) =>
      [name, peer.title, `${peer.namespace}/${kind}/${name}`].includes(text),
    );
    const [first, second] = found;
    if (first === undefined) {
      const held = this.pods.map((pod) => pod.peer.title).sort();
      throw new Error(
        `No workload ${text} in these manifests, which hold ${held.length > 0 ? held.join(', ') : 'none'}. ` +
          `A peer outside is an address, a CIDR, hostname:NAME, namespace:NAME, ${CLUSTER_NAMES.slice(0, -1).join(', ')} or ${CLUSTER_NAMES.slice(-1)[0]}.`,
      );
    }
    if (second !== undefined) {
      const oneNamespace = found.some((pod) => pod !== first && pod.peer.namespace === first.peer.namespace);
      const choices = found.map(({ kind, name, peer }) =>
        oneNamespace ? `${peer.namespace}/${kind}/${name}` : peer.title,
      );
      throw new Error(`${text} is ambiguous: write ${choices.sort().join(' or ')}.`);
    }
    return first.peer;
  }

  private foreignPod(text: string): PodPeer {
    const [, namespace, labelText] = /^namespace:([a-z0-9-]+)(?:\{([^{}]*)\})?$/.exec(text) ?? [];
    const labels = (labelText ?? '')
      .split(',')
      .map((pair) => pair.trim())
      .filter((pair) => pair !== '')
      .map((pair) => pair.split('='));
    if (namespace === undefined || labels.some((pair) => pair.length !== 2)) {
      throw new Error(`'${text}' is not of the form namespace:NAME or namespace:NAME{label=value,label=value}.`);
    }
    const described = Object.fromEntries(labels) as Record<string, string>;
    return this.describedPod(text, { namespace, labels: described, ports: [] });
  }

  private describedPod(title: string, { namespace, labels, ports }: DescribedPods): PodPeer {
    const namespaceLabels = this.labelsOfNamespace(namespace);
    return { type: 'pod', title, held: false, namespace, labels, namespaceLabels, serviceAccount: 'default', ports };
  }

  /** The labels of a namespace with the one that the API server sets on each. */
  private labelsOfNamespace(namespace: string): Record<string, string> {
    return { ...this.namespaceLabels.get(namespace), 'kubernetes.io/metadata.name': namespace };
  }
}

/** The pods that prometheus-operator makes, as its custom resources describe them. */
function managedTemplate(object: JsonObject): JsonObject | undefined {
  const spec = object.apiVersion === 'monitoring.coreos.com/v1' ? object.spec : undefined;
  return isJsonObject(spec) && isJsonObject(spec.podMetadata) ? { metadata: spec.podMetadata, spec } : undefined;
}

function containerPort(port: JsonObject): ContainerPort {
  return {
    name: stringOrNone(port.name),
    number: Number(port.containerPort),
    protocol: stringOrNone(port.protocol) ?? 'TCP',
  };
}

function declares(pod: PodPeer, port: number, protocol: string): boolean {
  return pod.ports.some((candidate) => candidate.number === port && candidate.protocol === protocol);
}

function selectsPod(service: JsonObject, pod: PodPeer): boolean {
  const selector = Object.entries(stringEntries(valueAt(service, 'spec', 'selector')));
  return (
    namespaceOf(service) === pod.namespace &&
    selector.length > 0 &&
    selector.every(([key, value]) => pod.labels[key] === value)
  );
}

function targetNumbers(entry: JsonObject, pod: PodPeer, protocol: string): number[] {
  const target = entry.targetPort ?? entry.port;
  return typeof target === 'number'
    ? [target]
    : pod.ports.filter((port) => port.name === target && port.protocol === protocol).map((port) => port.number);
}
