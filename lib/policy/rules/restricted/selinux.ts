import { type Field, textOf } from '../../field';
import type { PolicyResource } from '../../policy-resource';
import type { PodView } from '../../views';
import { fault, type Fault, PodRule } from '../rule';
import { inPodAndContainers } from './security-contexts';
import { BASELINE } from './standard';

const TYPES = new Set(['container_t', 'container_init_t', 'container_kvm_t', 'container_engine_t']);

/** SELinux labels that are more than a container's. */
export class SeLinux extends PodRule {
  public readonly id = 'Restricted.SELinux';
  public readonly asks = 'SELinux types are those of containers, and no user or role is set';
  public readonly fix = 'leave seLinuxOptions out';
  public readonly source = `${BASELINE}: SELinux`;

  protected fault({ spec, path }: PodView, { _containers }: PolicyResource): Fault {
    return inPodAndContainers(spec, path, _containers, ({ seLinuxOptions }, at) =>
      seLinuxOptions ? wrong(seLinuxOptions, `${at}.seLinuxOptions`) : undefined,
    );
  }
}

function wrong(options: Field, path: string): ReturnType<typeof fault>[] {
  const kind = textOf(options.type);
  return [
    ...(kind === undefined || TYPES.has(kind) ? [] : [fault(`${path}.type`, kind)]),
    ...['user', 'role']
      .filter((field) => textOf(options[field]) !== undefined)
      .map((field) => fault(`${path}.${field}`, options[field])),
  ];
}
