import type { IConstruct } from 'constructs';
import { Manifests } from '../../lib';
import { parseImage } from '../../lib/core/image-reference';

/** The images of a tree that no registry has: they are built here, and loaded into the nodes. */
export function localImages(tree: IConstruct): string[] {
  const found = new Set<string>();
  JSON.stringify(Manifests.of(tree).objects(), (key, value: unknown) => {
    if (key === 'image' && typeof value === 'string' && parseImage(value)?.registry === undefined) {
      found.add(value);
    }
    return value;
  });
  return [...found].sort();
}
