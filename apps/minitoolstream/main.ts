import { PolicyPack, System } from '../../lib';
import { clusters } from './clusters';
import { MiniToolStream } from './minitoolstream';
import { dev } from './settings/dev';
import { prod } from './settings/prod';
import type { MiniToolStreamSettings } from './settings/settings';
import { staging } from './settings/staging';

const ROTATED = [
  {
    id: 'rotation-by-hand',
    reason: 'keys are rotated by hand: the pod is restarted, the Job removed, and the system deployed again',
  },
  { id: 'rotation-needs-restart', reason: 'the password of Tarantool is rotated by hand, and its pod restarted' },
];

/** The whole system: what it is, in each place where it runs. */
export const miniToolStream = new System({
  name: 'minitoolstream',
  environments: {
    dev: {
      cluster: clusters.dev,
      settings: dev,
    },
    staging: {
      cluster: clusters.staging,
      settings: staging,
      acknowledgements: ROTATED,
    },
    prod: {
      cluster: clusters.prod,
      settings: prod,
      acknowledgements: ROTATED,
    },
  },
  policies: [PolicyPack.restricted(), PolicyPack.production()],
  composition: {
    compose: (environment, settings: MiniToolStreamSettings) => {
      new MiniToolStream(environment, 'minitoolstream', settings);
    },
  },
});

if (require.main === module) {
  miniToolStream.synth();
}
