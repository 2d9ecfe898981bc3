/** When a node pulls an image. */
export enum ImagePullPolicy {
  /** At every start: the registry is asked whether the tag still means the same. */
  ALWAYS = 'Always',

  /** When the node has none yet. */
  IF_NOT_PRESENT = 'IfNotPresent',

  /** Never: the image is loaded into the node. */
  NEVER = 'Never',
}
