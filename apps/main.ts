import { SYSTEMS } from './systems';

/** `npm run synth [-- SYSTEM [ENVIRONMENT …]]`: all systems, one, or some environments of one. */
function main([system, ...environments]: readonly string[]): void {
  if (system !== undefined && !Object.hasOwn(SYSTEMS, system)) {
    process.stderr.write(`✗ no system ${JSON.stringify(system)}; there are: ${Object.keys(SYSTEMS).join(', ')}\n`);
    process.exitCode = 1;
    return;
  }
  if (environments.length > 0) {
    process.env.TRADEWIND_ENVIRONMENTS = environments.join(',');
  }
  for (const name of system === undefined ? Object.keys(SYSTEMS) : [system]) {
    SYSTEMS[name].synth();
  }
}

main(process.argv.slice(2));
