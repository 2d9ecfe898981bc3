import { textOf } from '../../field';
import type { PolicyResource } from '../../policy-resource';
import type { PodView } from '../../views';
import { fault, type Fault, PodRule } from '../rule';
import { inPodAndContainers } from './security-contexts';
import { BASELINE } from './standard';

const ALLOWED = new Set(['', 'RuntimeDefault', 'Localhost']);

const ANNOTATION = 'container.apparmor.security.beta.kubernetes.io/';

/** The AppArmor profile, as a field and as the annotation that was before it. */
export class AppArmor extends PodRule {
  public readonly id = 'Restricted.AppArmor';
  public readonly asks = 'the AppArmor profile is that of the runtime or one of the node: none is taken off';
  public readonly fix = 'leave appArmorProfile out, or give RuntimeDefault or Localhost';
  public readonly source = `${BASELINE}: AppArmor`;

  protected fault({ spec, path, annotations, templatePath }: PodView, { _containers }: PolicyResource): Fault {
    let faults = inPodAndContainers(spec, path, _containers, ({ appArmorProfile }, at) =>
      appArmorProfile === undefined || ALLOWED.has(textOf(appArmorProfile.type) ?? '')
        ? undefined
        : fault(`${at}.appArmorProfile.type`, appArmorProfile.type),
    );
    for (const key in annotations) {
      if (key.startsWith(ANNOTATION) && !/^(?:runtime\/default|localhost\/.*)?$/.test(annotations[key])) {
        faults = [...(faults ?? []), fault(`${templatePath}metadata.annotations[${key}]`, annotations[key])];
      }
    }
    return faults;
  }
}
