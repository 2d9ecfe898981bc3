/**
 * `npm run dev:load -- --proto FILE --call PACKAGE.SERVICE/METHOD --data JSON [--rate N] [--minutes N]`: sends messages to
 * the ingress and shows how it scales up, and down again once 300 seconds have asked for it.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { CLUSTER, contextArguments } from './cluster';
import { GHZ, KUBECTL, main, output, Refusal, requireTools } from './tools';

const AUTOSCALER = 'minitoolstream-ingress-hpa';
const INTERVAL_MILLISECONDS = 5_000;

interface Autoscaler {
  readonly spec: { readonly minReplicas: number };
  readonly status: { readonly currentReplicas: number; readonly desiredReplicas: number };
}

main(async () => {
  const { values } = parseArgs({
    options: {
      proto: { type: 'string' },
      call: { type: 'string' },
      data: { type: 'string', default: '{}' },
      address: { type: 'string', default: 'localhost:30051' },
      rate: { type: 'string', default: '500' },
      minutes: { type: 'string', default: '3' },
    },
  });
  if (values.proto === undefined || values.call === undefined) {
    throw new Refusal('say what to send: --proto FILE --call PACKAGE.SERVICE/METHOD --data JSON');
  }
  requireTools([GHZ, KUBECTL]);
  const message = ['--proto', values.proto, '--call', values.call, '--data', values.data];
  const load = ['--rps', values.rate, '--duration', `${values.minutes}m`];
  const sender = spawn(GHZ.name, ['--insecure', ...message, ...load, values.address], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const ended = once(sender, 'exit');
  let sending = true;
  void ended.then(() => (sending = false));
  let most = 0;
  let autoscaler = show();
  const least = autoscaler.spec.minReplicas;
  while (sending || autoscaler.status.currentReplicas > least) {
    await pause(INTERVAL_MILLISECONDS);
    autoscaler = show();
    most = Math.max(most, autoscaler.status.currentReplicas);
  }
  if (sender.exitCode !== 0) {
    throw new Refusal(`${GHZ.name} ended with exit code ${sender.exitCode}`);
  }
  process.stdout.write(
    most > least
      ? `✓ from ${least} to ${most} pods and back\n`
      : `it stayed at ${least} pods: send more with --rate, or longer with --minutes\n`,
  );
});

function show(): Autoscaler {
  const text = output(KUBECTL.name, [...contextArguments(), '-n', CLUSTER, 'get', 'hpa', AUTOSCALER, '-o', 'json']);
  if (text === undefined) {
    throw new Refusal(`there is no autoscaler ${AUTOSCALER} in ${CLUSTER}: npm run dev:up`);
  }
  const autoscaler = JSON.parse(text) as Autoscaler;
  const { currentReplicas, desiredReplicas } = autoscaler.status;
  process.stdout.write(`${new Date().toISOString()}  ${currentReplicas} pods, ${desiredReplicas} wanted\n`);
  return autoscaler;
}
