import type { PolicyResource } from '../../policy-resource';
import { type Fault, ObjectRule } from '../rule';
import { AROUND } from './readiness-list';

/** Group versions that Kubernetes does not serve any more, and since when. */
const REMOVED: ReadonlyMap<string, string> = new Map([
  ['admissionregistration.k8s.io/v1beta1', '1.22'],
  ['apiextensions.k8s.io/v1beta1', '1.22'],
  ['apps/v1beta1', '1.16'],
  ['apps/v1beta2', '1.16'],
  ['autoscaling/v2beta1', '1.25'],
  ['autoscaling/v2beta2', '1.26'],
  ['batch/v1beta1', '1.25'],
  ['batch/v2alpha1', '1.21'],
  ['certificates.k8s.io/v1beta1', '1.22'],
  ['coordination.k8s.io/v1beta1', '1.22'],
  ['discovery.k8s.io/v1beta1', '1.25'],
  ['events.k8s.io/v1beta1', '1.25'],
  ['extensions/v1beta1', '1.22'],
  ['flowcontrol.apiserver.k8s.io/v1beta1', '1.26'],
  ['flowcontrol.apiserver.k8s.io/v1beta2', '1.29'],
  ['flowcontrol.apiserver.k8s.io/v1beta3', '1.32'],
  ['networking.k8s.io/v1beta1', '1.22'],
  ['node.k8s.io/v1beta1', '1.25'],
  ['policy/v1beta1', '1.25'],
  ['rbac.authorization.k8s.io/v1beta1', '1.22'],
  ['scheduling.k8s.io/v1beta1', '1.22'],
  ['storage.k8s.io/v1beta1', '1.27'],
]);

/** Kinds of such group versions that came back, or stayed longer. */
const SERVED = new Set(['IPAddress', 'ServiceCIDR', 'VolumeAttributesClass', 'ClusterTrustBundle', 'LeaseCandidate']);

/** APIs that are gone. */
export class SupportedApi extends ObjectRule {
  public readonly id = 'Production.SupportedApi';
  public readonly asks = 'objects are of versions that Kubernetes serves';
  public readonly fix = 'use the stable version of the kind';
  public readonly source = `${AROUND}; the deprecated API migration guide of Kubernetes`;

  protected fault({ identity }: PolicyResource): Fault {
    const since = REMOVED.get(identity.apiVersion);
    return since === undefined || SERVED.has(identity.kind)
      ? undefined
      : {
          path: 'apiVersion',
          value: `${identity.apiVersion}, of which ${identity.kind} is not served from Kubernetes ${since} on`,
        };
  }
}
