import { type Field, isGiven, labelsOf, listOf, numberOf, textOf, textsOf } from './field';
import type { Closing, Scaler, ServiceFacts } from './facts';
import { kindKeyOf } from './kinds';
import { managedWorkloadOf } from './managed-workload';
import { scalerKey, type Indexes } from './indexes';
import type { PolicyResource } from './policy-resource';
import { equalitySelector, isEmptySelector, selectorIn } from './selector';

/** Takes from an object what rules about others ask for. */
export function collectFacts(indexes: Indexes, resource: PolicyResource): void {
  const { identity: object } = resource;
  const manifest = resource._manifest;
  const namespace = object.namespace ?? '';
  const collect = COLLECTORS.get(object._kindKey);
  if (collect) {
    collect(indexes, manifest.spec ?? EMPTY, { namespace, name: object.name, manifest });
    return;
  }
  const workload = resource._facts ?? managedWorkloadOf(resource);
  if (workload) {
    indexes.workloads.add(workload);
  }
}

interface Identity {
  readonly namespace: string;
  readonly name: string;
  readonly manifest: Field;
}

type Collector = (indexes: Indexes, spec: Field, identity: Identity) => unknown;

const EMPTY: Field = {};

const COLLECTORS: ReadonlyMap<string, Collector> = new Map<string, Collector>([
  ['HorizontalPodAutoscaler', horizontalAutoscaler],
  ['VerticalPodAutoscaler', verticalAutoscaler],
  ['keda.sh/ScaledObject', scaledObject],
  [
    'PodDisruptionBudget',
    (indexes, spec, { namespace, name }) =>
      indexes.budgets.add({ namespace, name, selector: selectorIn(spec.selector) }),
  ],
  ['NetworkPolicy', networkPolicy],
  ['cilium.io/CiliumNetworkPolicy', ciliumPolicy],
  ['Service', service],
  ['Gateway', gateway],
  ['RoleBinding', binding],
  ['ClusterRoleBinding', binding],
  ['ResourceQuota', (indexes, _spec, { namespace }) => indexes.limited.ResourceQuota.add(namespace)],
  ['LimitRange', (indexes, _spec, { namespace }) => indexes.limited.LimitRange.add(namespace)],
  ['Secret', (indexes, _spec, { namespace, name }) => feed(indexes, namespace, name)],
  [
    'external-secrets.io/ExternalSecret',
    (indexes, spec, { namespace, name }) => feed(indexes, namespace, textOf(spec.target?.name) ?? name),
  ],
  [
    'bitnami.com/SealedSecret',
    (indexes, spec, { namespace, name }) => feed(indexes, namespace, textOf(spec.template?.metadata?.name) ?? name),
  ],
  [
    'secrets-store.csi.x-k8s.io/SecretProviderClass',
    (indexes, spec, { namespace }) =>
      listOf(spec.secretObjects).forEach((secret) => feed(indexes, namespace, textOf(secret.secretName))),
  ],
  ['cert-manager.io/Certificate', (indexes, spec, { namespace }) => feed(indexes, namespace, textOf(spec.secretName))],
]);

function feed(indexes: Indexes, namespace: string, name: string | undefined): void {
  indexes.fedSecrets.add(`${namespace}\n${name ?? ''}`);
}

function horizontalAutoscaler(indexes: Indexes, spec: Field, { namespace, name }: Identity): void {
  const metrics = listOf(spec.metrics).map(
    ({ resource, containerResource, type }) =>
      textOf(resource?.name) ?? textOf(containerResource?.name) ?? textOf(type) ?? '',
  );
  if (isGiven(spec.targetCPUUtilizationPercentage)) {
    metrics.push('cpu');
  }
  addScaler(indexes, namespace, spec.scaleTargetRef, {
    kind: 'HorizontalPodAutoscaler',
    name,
    min: numberOf(spec.minReplicas) ?? 1,
    max: numberOf(spec.maxReplicas) ?? 1,
    metrics,
  });
}

/** KEDA's own most. */
const KEDA_MAXIMUM = 100;

function scaledObject(indexes: Indexes, spec: Field, { namespace, name }: Identity): void {
  addScaler(indexes, namespace, spec.scaleTargetRef, {
    kind: 'keda.sh/ScaledObject',
    name,
    min: numberOf(spec.minReplicaCount) ?? 0,
    max: numberOf(spec.maxReplicaCount) ?? KEDA_MAXIMUM,
    metrics: listOf(spec.triggers).map(({ type }) => textOf(type) ?? ''),
  });
}

/** What a VerticalPodAutoscaler changes unless told otherwise. */
const RESIZED = ['cpu', 'memory'];

function verticalAutoscaler(indexes: Indexes, spec: Field, { namespace, name }: Identity): void {
  if (textOf(spec.updatePolicy?.updateMode) === 'Off') {
    return;
  }
  const policies = listOf(spec.resourcePolicy?.containerPolicies);
  const changed = policies
    .filter(({ mode }) => textOf(mode) !== 'Off')
    .flatMap(({ controlledResources }) => (isGiven(controlledResources) ? textsOf(controlledResources) : RESIZED));
  const resources = policies.length === 0 ? RESIZED : RESIZED.filter((resource) => changed.includes(resource));
  const key = targetKey(namespace, spec.targetRef);
  indexes.resizers.set(key, [...(indexes.resizers.get(key) ?? []), { name, resources }]);
}

function targetKey(namespace: string, target: Field | undefined): string {
  // KEDA scales a Deployment unless told otherwise.
  const kind = kindKeyOf(textOf(target?.apiVersion) ?? 'apps/v1', textOf(target?.kind) ?? 'Deployment');
  return scalerKey(namespace, kind, textOf(target?.name) ?? '');
}

function addScaler(indexes: Indexes, namespace: string, target: Field | undefined, scaler: Scaler): void {
  const key = targetKey(namespace, target);
  indexes.scalers.set(key, [...(indexes.scalers.get(key) ?? []), scaler]);
}

function networkPolicy(indexes: Indexes, spec: Field, { namespace }: Identity): void {
  const types = textsOf(spec.policyTypes);
  addClosing(indexes, {
    namespace,
    selector: selectorIn(spec.podSelector),
    ingress: types.length === 0 || types.includes('Ingress'),
    egress: types.length === 0 ? isGiven(spec.egress) : types.includes('Egress'),
    admits: listOf(spec.ingress).length > 0,
    denies: listOf(spec.ingress).length === 0 && listOf(spec.egress).every(isDnsOnly),
  });
}

/** A rule that opens port 53 and no other. */
function isDnsOnly({ ports }: Field): boolean {
  const opened = listOf(ports);
  return opened.length > 0 && opened.every(({ port }) => String(port) === '53');
}

function ciliumPolicy(indexes: Indexes, spec: Field, { namespace }: Identity): void {
  addClosing(indexes, {
    namespace,
    selector: selectorIn(spec.endpointSelector),
    ingress: isGiven(spec.ingress) || isGiven(spec.ingressDeny),
    egress: isGiven(spec.egress) || isGiven(spec.egressDeny),
    admits: listOf(spec.ingress).some((rule) => Object.keys(rule).length > 0),
    denies:
      listOf(spec.ingress).every((rule) => Object.keys(rule).length === 0) &&
      listOf(spec.egress).every(
        ({ toPorts, ...rest }) =>
          (listOf(toPorts).length > 0 && listOf(toPorts).every(isDnsOnly)) ||
          (!isGiven(toPorts) && Object.keys(rest).length === 0),
      ),
  });
}

function addClosing(indexes: Indexes, closing: Closing): void {
  indexes.closings.add(closing);
  if (closing.denies && isEmptySelector(closing.selector)) {
    for (const direction of ['ingress', 'egress'] as const) {
      if (closing[direction]) {
        indexes.denied[direction].add(closing.namespace);
      }
    }
  }
}

function service(indexes: Indexes, spec: Field, { namespace, name }: Identity): void {
  const ports = new Set<string | number>();
  for (const port of listOf(spec.ports)) {
    const number = numberOf(port.port);
    const portName = textOf(port.name);
    if (number !== undefined) {
      ports.add(number);
    }
    if (portName !== undefined) {
      ports.add(portName);
    }
  }
  const selectsPods = Object.keys(labelsOf(spec.selector)).length > 0;
  const facts: ServiceFacts = {
    namespace,
    selector: equalitySelector(spec.selector),
    selectsPods,
    headless: textOf(spec.clusterIP) === 'None',
    ports,
  };
  if (selectsPods) {
    indexes.services.add(facts);
  }
  indexes.servicesByName.set(`${namespace}\n${name}`, facts);
}

function gateway(indexes: Indexes, spec: Field, { namespace, name }: Identity): void {
  indexes.listeners.set(
    `${namespace}\n${name}`,
    listOf(spec.listeners).map((listener) => ({
      name: textOf(listener.name) ?? '',
      tls: ['HTTPS', 'TLS'].includes(textOf(listener.protocol) ?? ''),
    })),
  );
}

function binding(indexes: Indexes, _spec: Field, { namespace, manifest }: Identity): void {
  for (const subject of listOf(manifest.subjects)) {
    if (textOf(subject.kind) === 'ServiceAccount') {
      indexes.boundAccounts.add(`${textOf(subject.namespace) ?? namespace}\n${textOf(subject.name) ?? ''}`);
    }
  }
}
