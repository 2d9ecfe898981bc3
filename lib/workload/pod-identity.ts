import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { namespaceOf } from '../core/define-object';
import { reportError, reportWarning } from '../core/diagnostic-registry';
import { ANNOTATION_PREFIX } from '../core/labels';
import { Cluster } from '../environment/cluster';
import { WorkloadIdentity } from '../environment/workload-identity';
import type { WorkloadPlan } from './workload-plan';

type Texts = Readonly<Record<string, string>>;

/** What the pods and their account carry so that the cloud takes them for an identity of its own. */
export interface PodIdentity {
  readonly podLabels: Record<string, string>;
  readonly accountAnnotations: Record<string, string>;
}

/** The identity that the author gave, and what bundles of credentials ask for. */
export function podIdentity(plan: WorkloadPlan): PodIdentity {
  const own = plan.props.workloadIdentity;
  const bindings = plan.bundles.map(({ binding }) => binding);
  return {
    podLabels: Object.assign({}, ...bindings.map(({ podLabels }) => podLabels), own?._podLabels) as Record<
      string,
      string
    >,
    accountAnnotations: Object.assign(
      {},
      ...bindings.map(({ accountAnnotations }) => accountAnnotations),
      own?._accountAnnotations,
    ) as Record<string, string>,
  };
}

/** The subject of the federated credential that the cloud needs; undefined for pods without an identity. */
export function federatedSubject(scope: Construct, identity: PodIdentity, account: string): string | undefined {
  const namespace = namespaceOf(scope);
  return namespace === undefined || Object.keys(identity.accountAnnotations).length === 0
    ? undefined
    : WorkloadIdentity.subjectOf(namespace, account);
}

/** What stands on the account: the identity, and as a fact for whoever makes the federated credential, its subject. */
export function accountAnnotations(scope: Construct, identity: PodIdentity, account: string): Record<string, string> {
  const subject = federatedSubject(scope, identity, account);
  const issuer = Cluster.of(scope).workloadIdentity?.issuer;
  return {
    ...identity.accountAnnotations,
    ...(subject === undefined ? {} : { [`${ANNOTATION_PREFIX}/federated-subject`]: subject }),
    ...(subject === undefined || issuer === undefined ? {} : { [`${ANNOTATION_PREFIX}/federated-issuer`]: issuer }),
  };
}

/** Label, annotation and federated subject are one thing: reports where one of them would be missing or different. */
export function checkPodIdentity(scope: Construct, plan: WorkloadPlan): void {
  const { workloadIdentity, serviceAccount } = plan.props;
  const { accountAnnotations: wanted } = podIdentity(plan);
  workloadIdentity?._check(scope, 'workloadIdentity', Cluster.of(scope).workloadIdentity);
  if (Object.keys(wanted).length === 0) {
    return;
  }
  checkOneIdentity(scope, plan, wanted);
  if (namespaceOf(scope) === undefined) {
    reportError(scope, {
      property: 'workloadIdentity',
      value: 'an identity, in a chart without a namespace',
      rule: 'the federated credential names the namespace of the account',
      fix: 'give the chart its namespace',
    });
  }
  if (serviceAccount) {
    const object = serviceAccount.node.tryFindChild('Resource');
    checkExisting(scope, serviceAccount.name, wanted, object && ApiObject.isApiObject(object) ? object : undefined);
  }
}

function checkOneIdentity(scope: Construct, plan: WorkloadPlan, wanted: Texts): void {
  for (const { source, binding } of plan.bundles) {
    for (const [name, value] of Object.entries(binding.accountAnnotations ?? {})) {
      if (wanted[name] !== value) {
        reportError(scope, {
          property: 'workloadIdentity',
          value: `${wanted[name]}, and ${value} for ${source.secretName}`,
          rule: 'a pod has one account, and an account stands for one identity',
          fix: 'let one identity read the vault and do the rest, or split the workload',
        });
      }
    }
  }
}

function checkExisting(scope: Construct, account: string, wanted: Texts, object: ApiObject | undefined): void {
  const lines = Object.entries(wanted).map(([name, value]) => `${name}: ${value}`);
  if (!object) {
    reportWarning(scope, {
      property: 'serviceAccount',
      value: `${account}, which is not part of this tree`,
      rule: 'an account stands for an identity only with its annotation, which cannot be seen here',
      fix: `see that it carries ${lines.join(', ')}, and acknowledge it; or leave serviceAccount out`,
      id: 'workload-identity-unseen',
    });
    return;
  }
  const { annotations } = object.metadata.toJson() as { readonly annotations?: Texts };
  const missing = Object.entries(wanted).filter(([name, value]) => annotations?.[name] !== value);
  if (missing.length > 0) {
    reportError(scope, {
      property: 'serviceAccount',
      value: `${account}, without ${missing.map(([name]) => name).join(', ')}`,
      rule: 'an account stands for an identity only with its annotation: the cloud would refuse the token of the pod',
      fix: `annotate it with ${lines.join(', ')}; or leave serviceAccount out`,
    });
  }
}
