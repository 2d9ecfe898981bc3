/** What a VerticalPodAutoscaler can change. */
export const RESOURCES = ['cpu', 'memory'] as const;
