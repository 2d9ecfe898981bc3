import type { Field } from '../../field';
import type { PolicyViolation } from '../../policy-verdict';
import type { ContainerView } from '../../views';
import type { Fault } from '../rule';

/** What is wrong with the security context of a pod and with those of its containers. */
export function inPodAndContainers(
  spec: Field,
  path: string,
  containers: readonly ContainerView[],
  check: (context: Field, path: string) => Fault,
): PolicyViolation[] | undefined {
  let faults: PolicyViolation[] | undefined;
  const look = (context: Field | undefined, owner: string): void => {
    const found = context && check(context, `${owner}.securityContext`);
    if (found) {
      faults = (faults ?? []).concat(found);
    }
  };
  look(spec.securityContext, path);
  for (const container of containers) {
    look(container.spec.securityContext, container.path);
  }
  return faults;
}
