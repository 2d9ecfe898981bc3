/** The standard whose controls these rules are. */
export const BASELINE = 'Kubernetes Pod Security Standards, baseline';

/** The stricter half of it. */
export const RESTRICTED = 'Kubernetes Pod Security Standards, restricted';
