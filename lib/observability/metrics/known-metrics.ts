import type { MetricFact } from '../metric-fact';
import { MetricType } from '../metric';
import { API_SERVER } from './api-server';
import { CADVISOR } from './cadvisor';
import { EDGE } from './edge';
import { KUBE_STATE_METRICS } from './kube-state-metrics';
import { KUBELET } from './kubelet';
import { KUBERNETES_PARTS } from './kubernetes-parts';
import { MINIO } from './minio';
import { NODE_EXPORTER } from './node-exporter';
import { POSTGRES_EXPORTER } from './postgres-exporter';
import { PROGRAMS } from './programs';
import { PROMETHEUS } from './prometheus';
import { RABBITMQ } from './rabbitmq';
import { REDIS_EXPORTER } from './redis-exporter';
import { TARANTOOL } from './tarantool';

const LISTS = [
  KUBE_STATE_METRICS,
  KUBELET,
  CADVISOR,
  NODE_EXPORTER,
  API_SERVER,
  PROMETHEUS,
  KUBERNETES_PARTS,
  PROGRAMS,
  POSTGRES_EXPORTER,
  REDIS_EXPORTER,
  RABBITMQ,
  MINIO,
  TARANTOOL,
  EDGE,
];

const TYPES: ReadonlyMap<string, MetricType> = new Map(Object.values(MetricType).map((type) => [type, type]));

/** What is known of the metrics of Kubernetes and of the exporters that the library deploys. */
export interface KnownMetrics {
  readonly byName: ReadonlyMap<string, MetricFact>;
  /** Beginnings of names, of which there are too many to list, or others in each version. */
  readonly families: readonly string[];
}

let known: KnownMetrics | undefined;

/** What is known of the metrics that do not have to be declared; it is read when it is first asked for. */
export function knownMetrics(): KnownMetrics {
  known ??= read();
  return known;
}

/**
 * Reads the lists. A list has groups: a type with the labels of the metrics behind it between braces, `*` where they
 * are not listed; the type is `unknown` where who exposes it says none. Names follow; `*` ends the beginning of names.
 */
function read(): KnownMetrics {
  const byName = new Map<string, MetricFact>();
  const families: string[] = [];
  for (const list of LISTS) {
    let fact: MetricFact = {};
    for (const word of list.trim().split(/\s+/)) {
      const [, type, labels] = /^([a-z]+)\{(.*)\}$/.exec(word) ?? [];
      if (type !== undefined) {
        fact = {
          type: TYPES.get(type),
          labels: labels === '*' ? undefined : new Set(labels.split(',').filter(Boolean)),
        };
      } else if (word.endsWith('*')) {
        families.push(word.slice(0, -1));
      } else {
        byName.set(word, joined(byName.get(word), fact));
      }
    }
  }
  return { byName, families };
}

/** What two exporters say of a metric: it may have the labels of both. */
function joined(one: MetricFact | undefined, other: MetricFact): MetricFact {
  return one === undefined
    ? other
    : {
        type: one.type === other.type ? one.type : undefined,
        labels: one.labels && other.labels && new Set([...one.labels, ...other.labels]),
      };
}
