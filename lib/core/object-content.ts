/** What is asked for the content of an object once, when it is rendered: until then the tree may change. */
export interface ObjectContent {
  /** Everything besides `apiVersion`, `kind` and `metadata`, in the words of the wire format. */
  readonly content: () => object;
  /** Annotations that depend on the finished tree. */
  readonly lateAnnotations?: () => Record<string, string>;
}
