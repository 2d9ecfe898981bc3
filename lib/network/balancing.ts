/** Who spreads connections that last over the pods. */
export class Balancing {
  /**
   * The Service, once for each connection: all calls of a connection go to one pod until it is closed. A maximum
   * connection age is what spreads them anew.
   */
  public static byService(): Balancing {
    return new Balancing(false);
  }

  /**
   * The client, call by call: it finds every pod by the name of a headless Service, which is there in addition, and keeps
   * a connection to each. gRPC does so with `dns:///` and the policy `round_robin`.
   */
  public static byClient(): Balancing {
    return new Balancing(true);
  }

  private constructor(
    /** Whether clients do it. */
    public readonly isByClient: boolean,
  ) {}
}
