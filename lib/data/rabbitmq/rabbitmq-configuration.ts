import type { IConstruct } from 'constructs';
import { reportError } from '../../core/diagnostic-registry';
import { isDnsSubdomain } from '../../core/dns-name';
import { bytesOf } from '../store-resources';
import type { RabbitMqSettings } from './rabbitmq-settings';

/** Where the bundle with `username`, `password` and `erlang-cookie` is mounted. */
export const CREDENTIALS_FOLDER = '/run/secrets/rabbitmq';

/** Where the server has its data, and its home. */
export const DATA_FOLDER = '/var/lib/rabbitmq';

/** Where the server listens, and for whom. */
export const BROKER_PORTS = {
  amqp: 5672,
  management: 15672,
  metrics: 15692,
  /** Erlang's port mapper, which members ask where the others listen. */
  epmd: 4369,
  /** What members tell each other. */
  clustering: 25672,
};

/** What the files of a broker are made of. */
export interface BrokerParts {
  readonly name: string;
  readonly namespace: string | undefined;
  readonly virtualHost: string;
  readonly plugins: readonly string[];
  readonly settings: RabbitMqSettings;
  /** The limit of its memory in bytes; undefined where it is none, which is reported elsewhere. */
  readonly memory: number | undefined;
}

/** The files of /etc/rabbitmq. */
export function brokerFiles(parts: BrokerParts): Record<string, string> {
  return {
    enabled_plugins: `[${[...new Set([...PLUGINS, ...parts.plugins])].sort().join(',')}].\n`,
    'rabbitmq-env.conf': environmentFile(parts),
    'rabbitmq.conf': configurationFile(parts),
  };
}

/** The names of the members of a cluster. */
function membersOf({ name, namespace, settings }: BrokerParts): string[] {
  const domain = settings.clusterDomain ?? DEFAULT_DOMAIN;
  return Array.from(
    { length: settings.nodes ?? 1 },
    (_, index) => `rabbit@${name}-${index}.${name}-headless.${namespace}.svc.${domain}`,
  );
}

/**
 * Read by the server and by its command line tools alike, so probes find the node, too. The name is that of the pod in
 * the headless Service, which the hosts file of the pod knows without DNS; and it is the same with one node and with
 * three. User and password are those that an empty data folder begins with; they are read from files, so that they
 * stand in no manifest, process list or configuration.
 */
function environmentFile({ name, namespace, settings }: BrokerParts): string {
  const domain = settings.clusterDomain ?? DEFAULT_DOMAIN;
  // A member goes by the name that the others know it by, or not at all.
  const host = isCluster(settings) ? `$(hostname).${name}-headless.${namespace}.svc.${domain}` : '$(hostname -f)';
  return `NODENAME="rabbit@${host}"
USE_LONGNAME=true
DEFAULT_USER="$(cat ${CREDENTIALS_FOLDER}/username)"
DEFAULT_PASS="$(cat ${CREDENTIALS_FOLDER}/password)"
`;
}

function configurationFile(parts: BrokerParts): string {
  const { virtualHost, settings, memory } = parts;
  const entries: Record<string, string> = {
    'listeners.tcp.default': String(BROKER_PORTS.amqp),
    'management.tcp.port': String(BROKER_PORTS.management),
    'prometheus.tcp.port': String(BROKER_PORTS.metrics),
    default_vhost: virtualHost,
    // What the server would see is the memory of the whole node of Kubernetes.
    ...(memory === undefined
      ? {}
      : { total_memory_available_override_value: String(memory), 'disk_free_limit.absolute': String(memory) }),
    'vm_memory_high_watermark.relative': '0.6',
    'log.console': 'true',
    'log.console.level': 'info',
    'log.file': 'false',
    ...(isCluster(settings) ? clusterEntries(membersOf(parts)) : {}),
    ...settings.parameters,
  };
  return Object.keys(entries)
    .sort()
    .map((name) => `${name} = ${entries[name]}\n`)
    .join('');
}

function clusterEntries(members: readonly string[]): Record<string, string> {
  return {
    'cluster_formation.peer_discovery_backend': 'classic_config',
    ...Object.fromEntries(
      members.map((member, index) => [`cluster_formation.classic_config.nodes.${index + 1}`, member]),
    ),
    // Where the network parts, the smaller side stops rather than go its own way.
    cluster_partition_handling: 'pause_minority',
    queue_leader_locator: 'balanced',
  };
}

/** Whether there is more than one node. */
export function isCluster({ nodes = 1 }: RabbitMqSettings): boolean {
  return nodes > 1;
}

/** Reports sizes that do not fit together, and entries that the pod around the server leans on. */
export function checkBroker(scope: IConstruct, parts: BrokerParts): void {
  const { settings, namespace, memory, plugins } = parts;
  const { nodes = 1, size = DEFAULT_SIZE, clusterDomain = DEFAULT_DOMAIN, parameters = {} } = settings;
  if (!Number.isInteger(nodes) || nodes < 1 || nodes > MOST_NODES || nodes % 2 === 0) {
    reportError(scope, {
      property: 'settings.nodes',
      value: String(nodes),
      rule: 'a cluster goes on while more than half of its nodes are there: an even number bears no more losses',
      fix: 'give 1, 3, 5 or 7',
    });
  }
  if (isCluster(settings) && namespace === undefined) {
    reportError(scope, {
      property: 'settings.nodes',
      value: `${nodes}, in a chart without a namespace`,
      rule: 'the members of a cluster know each other by names that the namespace is part of',
      fix: 'give the chart its namespace, or use one node',
    });
  }
  if (!isDnsSubdomain(clusterDomain)) {
    reportError(scope, {
      property: 'settings.clusterDomain',
      value: JSON.stringify(clusterDomain),
      rule: 'it is no domain of DNS',
      fix: "write it as the cluster's DNS has it, such as 'cluster.local'",
    });
  }
  const disk = bytesOf(size);
  if (disk !== undefined && memory !== undefined && disk < 2 * memory) {
    reportError(scope, {
      property: 'settings.size',
      value: `${size}, with a limit of ${memory / 2 ** 20}Mi of memory`,
      rule: 'publishers wait while less of the disk is free than the memory is large: on a small disk they would always',
      fix: `give at least ${Math.ceil((2 * memory) / 2 ** 20)}Mi`,
    });
  }
  for (const plugin of plugins) {
    if (!/^rabbitmq_[a-z0-9_]+$/.test(plugin)) {
      reportError(scope, {
        property: 'plugins',
        value: JSON.stringify(plugin),
        rule: 'the name of a plugin begins with rabbitmq_ and goes on with a-z, 0-9 and _',
        fix: "write it as `rabbitmq-plugins list` does, such as 'rabbitmq_shovel'",
      });
    }
  }
  checkParameters(scope, parameters);
}

function checkParameters(scope: IConstruct, parameters: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(parameters)) {
    if (!/^[a-z0-9_]+(?:\.[\w-]+)*$/.test(name) || /[\r\n]/.test(value)) {
      reportError(scope, {
        property: `settings.parameters.${name}`,
        value: JSON.stringify(value),
        rule: 'an entry of rabbitmq.conf is words joined by dots, with a value on the same line',
        fix: 'write it as in rabbitmq.conf',
      });
    } else if (OURS.some((prefix) => name === prefix || name.startsWith(`${prefix}.`))) {
      reportError(scope, {
        property: `settings.parameters.${name}`,
        value: JSON.stringify(value),
        rule: 'credentials, probes, Services and the members of a cluster lean on it',
        fix: name === 'default_vhost' ? 'set virtualHost' : 'leave it out',
      });
    }
  }
}

/** How much the claim of a node holds. */
export const DEFAULT_SIZE = '10Gi';
const DEFAULT_DOMAIN = 'cluster.local';
const MOST_NODES = 7;
const PLUGINS = ['rabbitmq_management', 'rabbitmq_prometheus'];
const OURS = [
  'cluster_formation',
  'default_pass',
  'default_user',
  'default_vhost',
  'listeners.tcp',
  'management.tcp.port',
  'prometheus.tcp.port',
];
