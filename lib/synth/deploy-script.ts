import { DEPLOY_FUNCTIONS } from './deploy-functions';
import { describeObject, type RequiredObject, type Requirements } from './requirements';

/** A Job that must be complete before the next step is applied. */
export interface AwaitedJob {
  readonly namespace: string;
  readonly name: string;
  /** Seconds to wait; at least the Job's own `activeDeadlineSeconds`, so that it can say why it failed. */
  readonly timeoutSeconds: number;
  /** Whether the cluster deletes it some time after it has finished: then a Job that is gone is a Job that is done. */
  readonly hasTimeToLive: boolean;
  /** Whether its containers restart in their pods: then its last pod, and the logs of that pod, go when it fails. */
  readonly restartsInPlace: boolean;
}

/** A workload whose pods must be available before the next step is applied. */
export interface AwaitedRollout {
  readonly namespace: string;
  /**
   * The kind: what `kubectl rollout status` knows (Deployment, StatefulSet, DaemonSet), or a custom resource whose
   * operator sets the condition `Available`.
   */
  readonly kind: string;
  readonly name: string;
  /** Seconds to wait. */
  readonly timeoutSeconds: number;
}

/** A file of a step. */
export interface DeployFile {
  /** The name, without a folder. */
  readonly name: string;
  /** The namespaces that must exist before the API server can check the file in a dry run. */
  readonly namespaces: readonly string[];
  /** The kinds, as `example.com/v1/Widget`, whose definitions are in this output and must be served before that. */
  readonly ownKinds: readonly string[];
}

/** One step of a deployment: what is applied together, and what must be true before the next step. */
export interface DeployStep {
  /** The files, in the order in which they are applied. */
  readonly files: readonly DeployFile[];
  /** The Jobs to wait for. */
  readonly jobs: readonly AwaitedJob[];
  /** The workloads to wait for, after the Jobs. */
  readonly rollouts: readonly AwaitedRollout[];
  /** Names of the CustomResourceDefinitions in the files, which later objects need established. */
  readonly crds: readonly string[];
}

/** What one environment of one system needs to be deployed. */
export interface DeployScriptInput {
  /** The name of the system. */
  readonly system: string;
  /** The environment, as the labels of its namespaces have it. */
  readonly environment: string;
  /** The context of kubectl that the environment is bound to; undefined: the current one. */
  readonly context: string | undefined;
  /** The namespaces that are part of the output. */
  readonly namespaces: readonly string[];
  /** What the cluster must have. */
  readonly requirements: Requirements;
  /** The steps, in order. A step without files is left out. */
  readonly steps: readonly DeployStep[];
}

/**
 * Writes the POSIX shell script that deploys one environment.
 *
 * Before it writes anything, it refuses namespaces of another environment, lists what the cluster lacks, and lets the
 * API server check all objects whose namespaces exist in a dry run. Then it applies the steps in order, from the script's
 * own folder, and goes on only when what a step waits for is done: a Job that fails, hangs or is refused stops it before
 * anything of a later step is applied. Running it again is safe.
 *
 * The field manager stays kubectl's own: under a name of ours, the script and the same files applied by hand would be
 * two owners of every field, and the second change would be a conflict.
 */
export function deployScript(input: DeployScriptInput): string {
  const { system, environment, context, namespaces, requirements } = input;
  const steps = input.steps.filter((step) => step.files.length > 0);
  const files = steps.flatMap((step) => step.files);
  const ownKinds = [...new Set(files.flatMap((file) => file.ownKinds))].sort();
  const kinds = [...requirements.kinds.map((kind) => kind.replace(' ', '/')), ...ownKinds];
  const known = [...new Set([...namespaces, ...requirements.namespaces, ...files.flatMap((file) => file.namespaces)])];
  return [
    [
      '#!/bin/sh',
      `# Deploys ${system} to ${environment}: one step after another, each once the one before it is done.`,
      '#   KUBECTL="kubectl --context NAME" deploy.sh               to the cluster of that context',
      ...(context === undefined
        ? []
        : ['#   TRADEWIND_CONTEXT=NAME deploy.sh                         instead of the context that is bound to it']),
      '#   TRADEWIND_APPLY_FLAGS=--force-conflicts deploy.sh        takes over fields that another tool has applied',
      '#   TRADEWIND_SKIP_DRY_RUN=1 deploy.sh                       where a webhook refuses dry runs',
      'set -eu',
      `owner=${word(`${system}/${environment}`)}`,
      context === undefined ? 'context=' : `context=\${TRADEWIND_CONTEXT:-${word(context)}}`,
      DEPLOY_FUNCTIONS,
    ].join('\n'),
    [
      ...namespaces.map((name) => `own ${word(name)}`),
      ...known.sort().map((name) => `namespace ${word(name)}`),
      ...(kinds.length > 0 ? [`kinds ${kinds.map(word).join(' ')}`] : []),
      ...requirements.kinds.map((kind) => `serves ${word(kind.replace(' ', '/'))}`),
      ...requirements.namespaces.map((name) => `holds ${word(name)}`),
      ...requirements.objects.map(needs),
      'lacking',
      ...files.map(({ name, namespaces: within, ownKinds: kindsWithin }) =>
        ['try', name, ...within, ...kindsWithin].map(word).join(' '),
      ),
      'rehearse',
    ].join('\n'),
    ...steps.map((step, index) =>
      [
        `echo ${word(`${system}/${environment}: step ${index + 1} of ${steps.length}`)}`,
        `apply ${step.files.map(({ name }) => word(name)).join(' ')}`,
        ...step.crds.map((name) => `served ${word(name)}`),
        ...step.jobs.map(job),
        ...step.rollouts.map(rollout),
      ].join('\n'),
    ),
  ]
    .join('\n\n')
    .concat('\n');
}

function job({ namespace, name, timeoutSeconds, hasTimeToLive, restartsInPlace }: AwaitedJob): string {
  const policy = restartsInPlace ? 'OnFailure' : 'Never';
  const words = ['job', namespace, name, seconds(timeoutSeconds), policy, ...(hasTimeToLive ? ['ttl'] : [])];
  return words.map(word).join(' ');
}

/** The custom resources whose operators say when their pods are available. */
const OPERATED: { readonly [kind: string]: string | undefined } = {
  Alertmanager: 'alertmanagers.monitoring.coreos.com',
  Prometheus: 'prometheuses.monitoring.coreos.com',
};

function rollout({ namespace, kind, name, timeoutSeconds }: AwaitedRollout): string {
  const operated = OPERATED[kind];
  const resource = `${operated ?? kind.toLowerCase()}/${name}`;
  return [operated ? 'available' : 'rollout', namespace, resource, seconds(timeoutSeconds)].map(word).join(' ');
}

/** What kubectl calls kinds that more than one API group may have. */
const RESOURCES: { readonly [kind: string]: string | undefined } = {
  ClusterIssuer: 'clusterissuers.cert-manager.io',
  ClusterSecretStore: 'clustersecretstores.external-secrets.io',
  Gateway: 'gateways.gateway.networking.k8s.io',
  GatewayClass: 'gatewayclasses.gateway.networking.k8s.io',
  Issuer: 'issuers.cert-manager.io',
  SecretProviderClass: 'secretproviderclasses.secrets-store.csi.x-k8s.io',
  SecretStore: 'secretstores.external-secrets.io',
};

/** The kinds without which the API server admits no pod or object. */
const REFUSED_WITHOUT: ReadonlySet<string> = new Set(['PriorityClass', 'RuntimeClass', 'ServiceAccount']);

function needs(required: RequiredObject): string {
  const { kind, name, namespace, keys } = required;
  const resource = RESOURCES[kind] ?? kind.toLowerCase();
  const place = namespace === undefined ? [] : [namespace, ...keys];
  const blocks = REFUSED_WITHOUT.has(kind) ? 'yes' : 'no';
  return ['needs', blocks, describeObject(required), resource, name, ...place].map(word).join(' ');
}

/** One word of a shell command: quoted only where the shell would read it otherwise. */
function word(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : `'${text.replace(/'/g, `'\\''`)}'`;
}

/** Whole seconds: shell arithmetic knows no fractions. */
function seconds(value: number): string {
  return String(Math.ceil(value));
}
