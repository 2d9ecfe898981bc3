import { PolicyPack } from '../../lib';
import { makeHardened } from './full';
import { type MakeSystem, runProgram } from './program';

/** The hardened services under every pack of policies of the library. */
export const judged: MakeSystem = (services, directory) =>
  makeHardened(services, directory, [PolicyPack.trK8s(), PolicyPack.restricted(), PolicyPack.production()]);

if (require.main === module) {
  runProgram(judged);
}
