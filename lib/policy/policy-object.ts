/** What is kept of an object while the others are looked at. */
export class PolicyObject {
  /**
   * Made of its parts.
   *
   * @internal
   */
  public static _create(
    apiVersion: string,
    kind: string,
    name: string,
    namespace: string | undefined,
    labels: { [name: string]: string },
    kindKey: string,
  ): PolicyObject {
    return new PolicyObject(apiVersion, kind, name, namespace, labels, kindKey);
  }

  private constructor(
    /** Group and version. */
    public readonly apiVersion: string,
    /** The kind. */
    public readonly kind: string,
    /** The name. */
    public readonly name: string,
    /**
     * The namespace, where it states one.
     *
     * @jsii suppress JSII5018 the word of Kubernetes
     */
    public readonly namespace: string | undefined,
    /** The labels. */
    public readonly labels: { [name: string]: string },
    /**
     * What the kind is called among rules.
     *
     * @internal
     */
    public readonly _kindKey: string,
  ) {}
}
