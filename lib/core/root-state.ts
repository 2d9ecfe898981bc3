import type { IConstruct } from 'constructs';

const states = new WeakMap<IConstruct, Map<object, unknown>>();

/** A kind of state of which every construct tree has one, made on first use. */
export class RootState<T> {
  constructor(private readonly create: (root: IConstruct) => T) {}

  /** The state of the tree that a construct belongs to. */
  of(scope: IConstruct): T {
    const root = scope.node.root;
    let ofRoot = states.get(root);
    if (!ofRoot) {
      ofRoot = new Map();
      states.set(root, ofRoot);
    }
    if (!ofRoot.has(this)) {
      ofRoot.set(this, this.create(root));
    }
    return ofRoot.get(this) as T;
  }
}
