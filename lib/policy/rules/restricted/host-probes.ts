import { type Field, textOf } from '../../field';
import type { PolicyViolation } from '../../policy-verdict';
import type { ContainerView } from '../../views';
import { ContainerRule, fault, type Fault } from '../rule';
import { BASELINE } from './standard';

/** Probes and hooks that the kubelet sends elsewhere. */
export class HostProbes extends ContainerRule {
  public readonly id = 'Restricted.HostProbes';
  public readonly asks = 'probes and hooks ask the pod itself: with a host the kubelet would ask anybody on its behalf';
  public readonly fix = 'leave host out of httpGet and tcpSocket';
  public readonly source = `${BASELINE}: Host Probes and Lifecycle Hooks (from Kubernetes 1.34)`;

  protected fault({ spec, path }: ContainerView): Fault {
    let faults: PolicyViolation[] | undefined;
    const look = (handler: Field | undefined, at: string): void => {
      for (const action of ACTIONS) {
        if (textOf(handler?.[action]?.host) !== undefined) {
          faults = [...(faults ?? []), fault(`${path}.${at}.${action}.host`, handler?.[action]?.host)];
        }
      }
    };
    for (const probe of PROBES) {
      look(spec[probe], probe);
    }
    for (const hook of HOOKS) {
      look(spec.lifecycle?.[hook], `lifecycle.${hook}`);
    }
    return faults;
  }
}

const ACTIONS = ['httpGet', 'tcpSocket'] as const;
const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const;
const HOOKS = ['postStart', 'preStop'] as const;
