import { isField } from '../../field';
import type { PolicyResource } from '../../policy-resource';
import type { Indexes } from '../../indexes';
import type { Workload } from '../../workload';
import { type PolicyViolation, PolicyVerdict } from '../../policy-verdict';
import { type Fault, WorkloadRule } from '../rule';
import { POD_KINDS } from '../../kinds';
import { PLATFORM_RULES } from './source';

/** TR-K8S-9: where the values of secrets come from. */
export class SecretSources extends WorkloadRule {
  public readonly id = 'TR-K8S-9';
  public readonly asks =
    'Secrets are fed by Sealed Secrets or from Vault or Key Vault: a value in a manifest is in Git, base64 or not';
  public readonly fix = 'use Credentials with a secret source of the cluster, and rotate a value that was in Git';
  public readonly source = PLATFORM_RULES;
  public override readonly kinds = ['Secret', ...POD_KINDS];

  public override check(resource: PolicyResource): PolicyVerdict {
    return resource.identity.kind === 'Secret' ? PolicyVerdict._of(valuesIn(resource)) : super.check(resource);
  }

  protected override concerns({ secrets }: Workload): boolean {
    return secrets.length > 0;
  }

  protected fault({ secrets, namespace }: Workload, { fedSecrets }: Indexes): Fault {
    const unfed = new Map<string, PolicyViolation>();
    for (const { name, path } of secrets) {
      if (!fedSecrets.has(`${namespace}\n${name}`) && !unfed.has(name)) {
        unfed.set(name, { path, value: `Secret ${name}, which nothing here feeds` });
      }
    }
    return [...unfed.values()];
  }
}

function valuesIn({ _manifest }: PolicyResource): PolicyViolation[] {
  return (['data', 'stringData'] as const).flatMap((field) => {
    const values = _manifest[field];
    return isField(values) ? Object.keys(values).map((key) => ({ path: `${field}.${key}` })) : [];
  });
}
