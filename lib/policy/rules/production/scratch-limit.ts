import { isGiven, textOf } from '../../field';
import type { PodView } from '../../views';
import { scratchVolumes } from '../reads';
import { fault, type Fault, PodRule } from '../rule';
import { POD_AND_CONTAINER } from './readiness-list';

/** Scratch space that could fill the disk of a node. */
export class ScratchLimit extends PodRule {
  public readonly id = 'Production.ScratchLimit';
  public readonly asks = 'every emptyDir has a size limit: without one a pod can fill the disk of its node';
  public readonly fix = 'give emptyDir.sizeLimit';
  public readonly source = POD_AND_CONTAINER;

  protected fault({ spec, path }: PodView): Fault {
    return scratchVolumes(spec)
      .filter(({ emptyDir }) => !isGiven(emptyDir?.sizeLimit))
      .map(({ name }) => fault(`${path}.volumes[${textOf(name) ?? ''}].emptyDir.sizeLimit`, undefined));
  }
}
