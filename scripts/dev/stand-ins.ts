/**
 * `npm run dev:stand-ins -- SYSTEM`: gives images that only their owners have to a local Docker under their names: a
 * program that waits and serves nobody. Policies can be tried with it; no pod of it is ever ready.
 */
import { SYSTEMS } from '../../apps/systems';
import { localImages } from './images';
import { PROBE_IMAGE } from './probe-image';
import { DOCKER, main, Refusal, requireTools, run } from './tools';

main(() => {
  const [system] = process.argv.slice(2);
  if (system === undefined || !Object.hasOwn(SYSTEMS, system)) {
    throw new Refusal(`name a system: ${Object.keys(SYSTEMS).join(', ')}`);
  }
  requireTools([DOCKER]);
  run(DOCKER.name, ['pull', '--quiet', PROBE_IMAGE]);
  for (const image of localImages(SYSTEMS[system].platform().node.findChild('dev'))) {
    run(DOCKER.name, ['tag', PROBE_IMAGE, image]);
    process.stdout.write(`${image}\n`);
  }
});
