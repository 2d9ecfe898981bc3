import { Phase } from './phase';

/** The phases in the order in which they are applied. */
export const PHASES: readonly Phase[] = [Phase.CLUSTER, Phase.BEFORE, Phase.MAIN, Phase.AFTER];
