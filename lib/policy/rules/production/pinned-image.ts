import { textOf } from '../../field';
import type { ContainerView } from '../../views';
import { ContainerRule, fault, type Fault } from '../rule';
import { POD_AND_CONTAINER } from './readiness-list';

/** Which program runs. */
export class PinnedImage extends ContainerRule {
  public readonly id = 'Production.PinnedImage';
  public readonly asks = 'every image has a version, a tag or a digest, and latest is none';
  public readonly fix = 'give the version: Image.of(name, version), or versions of the environment';
  public readonly source = `${POD_AND_CONTAINER}; every checker`;

  protected fault({ spec, path }: ContainerView): Fault {
    const image = textOf(spec.image) ?? '';
    return PINNED.test(image) ? undefined : fault(`${path}.image`, spec.image);
  }
}

const PINNED = /(?:(?<!@sha256):(?!latest$)[\w][\w.-]*|@sha256:[0-9a-f]{64})$/;
