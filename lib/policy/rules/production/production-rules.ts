import type { IPolicyRule } from '../../policy-rule';
import { AntiAffinity } from './anti-affinity';
import { AutoscalerMinimum } from './autoscaler-minimum';
import { AutoscalerOwnsReplicas } from './autoscaler-owns-replicas';
import { AutoscalerRange } from './autoscaler-range';
import { AutoscalerTarget } from './autoscaler-target';
import { AutoscalersApart } from './autoscalers-apart';
import { BudgetSelectsPods } from './budget-selects-pods';
import { ClaimReference } from './claim-reference';
import { ConfigMapReference } from './config-map-reference';
import { CronJobSchedule } from './cron-job-schedule';
import { DisruptionBudget } from './disruption-budget';
import { DistinctProbes } from './distinct-probes';
import { DrainableBudget } from './drainable-budget';
import { DuplicateVariable } from './duplicate-variable';
import { EphemeralStorage } from './ephemeral-storage';
import { GracePeriod } from './grace-period';
import { HeadlessService } from './headless-service';
import { HighUserId } from './high-user-id';
import { HostAliases } from './host-aliases';
import { ImagePullPolicy } from './image-pull-policy';
import { InstanceLabel } from './instance-label';
import { JobLifetime } from './job-lifetime';
import { LivenessProbe } from './liveness-probe';
import { NamespaceLimits } from './namespace-limits';
import { NamespacePodSecurity } from './namespace-pod-security';
import { NamespaceQuota } from './namespace-quota';
import { NetworkPolicy } from './network-policy';
import { OwnNamespace } from './own-namespace';
import { OwnServiceAccount } from './own-service-account';
import { PinnedImage } from './pinned-image';
import { PolicySelectsPods } from './policy-selects-pods';
import { PriorityClass } from './priority-class';
import { RbacSecretNames } from './rbac-secret-names';
import { RbacWildcard } from './rbac-wildcard';
import { ReadOnlyRoot } from './read-only-root';
import { ReadinessProbe } from './readiness-probe';
import { ReachableService } from './reachable-service';
import { RecommendedLabels } from './recommended-labels';
import { RoleReference } from './role-reference';
import { RouteBackend } from './route-backend';
import { RouteTls } from './route-tls';
import { ScratchLimit } from './scratch-limit';
import { SecretLiteral } from './secret-literal';
import { SecretsAsFiles } from './secrets-as-files';
import { ServiceAccountReference } from './service-account-reference';
import { ServiceAccountToken } from './service-account-token';
import { ServiceSelectsPods } from './service-selects-pods';
import { ServiceTargetPort } from './service-target-port';
import { StableSelector } from './stable-selector';
import { StorageRequest } from './storage-request';
import { SupportedApi } from './supported-api';
import { TopologySpread } from './topology-spread';
import { TwoPods } from './two-pods';
import { UnhealthyEviction } from './unhealthy-eviction';
import { UnprivilegedPorts } from './unprivileged-ports';
import { WritableTmp } from './writable-tmp';

/** What a pod and its containers are to show. */
export function podAndContainerRules(): IPolicyRule[] {
  return [
    new HighUserId(),
    new ReadOnlyRoot(),
    new WritableTmp(),
    new ScratchLimit(),
    new HostAliases(),
    new ServiceAccountToken(),
    new OwnServiceAccount(),
    new EphemeralStorage(),
    new PinnedImage(),
    new ImagePullPolicy(),
    new ReadinessProbe(),
    new LivenessProbe(),
    new DistinctProbes(),
    new SecretsAsFiles(),
    new SecretLiteral(),
    new DuplicateVariable(),
    new UnprivilegedPorts(),
    new GracePeriod(),
    new PriorityClass(),
    new TopologySpread(),
    new AntiAffinity(),
  ];
}

/** What is to be around a pod. */
export function aroundRules(): IPolicyRule[] {
  return [
    new DisruptionBudget(),
    new DrainableBudget(),
    new UnhealthyEviction(),
    new AutoscalerMinimum(),
    new AutoscalerRange(),
    new AutoscalerTarget(),
    new AutoscalerOwnsReplicas(),
    new AutoscalersApart(),
    new TwoPods(),
    new NetworkPolicy(),
    new ServiceSelectsPods(),
    new ServiceTargetPort(),
    new ReachableService(),
    new BudgetSelectsPods(),
    new PolicySelectsPods(),
    new RouteBackend(),
    new RouteTls(),
    new ConfigMapReference(),
    new ServiceAccountReference(),
    new ClaimReference(),
    new RoleReference(),
    new HeadlessService(),
    new StorageRequest(),
    new CronJobSchedule(),
    new JobLifetime(),
    new RbacWildcard(),
    new RbacSecretNames(),
    new OwnNamespace(),
    new NamespacePodSecurity(),
    new NamespaceQuota(),
    new NamespaceLimits(),
    new RecommendedLabels(),
    new InstanceLabel(),
    new SupportedApi(),
    new StableSelector(),
  ];
}
