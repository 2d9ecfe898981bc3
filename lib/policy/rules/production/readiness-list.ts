/** The first half of the list that these rules come from. */
export const POD_AND_CONTAINER = 'production readiness: pod and container';

/** The second half. */
export const AROUND = 'production readiness: around the pod';
