import type { PolicyResource } from '../../policy-resource';
import type { PodView } from '../../views';
import { fault, type Fault, PodRule } from '../rule';
import { AROUND } from './readiness-list';

const SHARED = new Set(['default', 'kube-public', 'kube-node-lease']);

/** The namespace of those who say nothing. */
export class OwnNamespace extends PodRule {
  public readonly id = 'Production.OwnNamespace';
  public readonly asks = 'pods are in a namespace of their system: its policies, quota and limits are theirs';
  public readonly fix = 'use a NamespaceChart, or give the chart a namespace';
  public readonly source = `${AROUND}; Trivy KSV110, kubescape C-0212`;

  protected fault(_pod: PodView, { identity }: PolicyResource): Fault {
    return identity.namespace !== undefined && SHARED.has(identity.namespace)
      ? fault('metadata.namespace', identity.namespace)
      : undefined;
  }
}
