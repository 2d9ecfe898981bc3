/** The largest number of most fields of the API: a larger one arrives as another number, or is refused. */
export const MAX_INT32 = 2 ** 31 - 1;

/** The most pods that Kubernetes is made for in one cluster, by its guide to large clusters. */
export const MAX_PODS = 150_000;
