import { cryptoWallets } from '../../../apps/crypto-wallets/main';
import { problems, warnings } from '../../support/findings';
import { filesBelow, synthesize, temporaryFolder } from '../../support/synth';

const folder = temporaryFolder();

test('nothing is wrong with it', () => {
  expect(problems(cryptoWallets.platform())).toEqual([]);
});

test('what an operator should know is said', () => {
  const ofProd = warnings(cryptoWallets.platform()).filter(([where]) => where.startsWith('prod/'));
  expect(ofProd).toEqual([
    [
      'prod/crypto-wallets/crypto-wallets-service  credentials  [rotation-needs-restart]',
      'got wallet-service-secrets',
      'its values are read once, at the start of a pod, and the cluster declares nothing that restarts pods',
      '→ declare reloader on the cluster, or acknowledge that a rotation is followed by a restart by hand',
    ],
    [
      'prod/crypto-wallets/crypto-wallets-service  scaling.max  [limits-per-pod]',
      'got 10 pods, each with a rate limiter, a circuit breaker and an LRU cache of its own',
      'the limit of 100 requests a minute becomes 1,000 at 10 pods',
      '→ limit at the edge, or move the limiter to Redis; or acknowledge it with the reason',
    ],
    [
      'prod/crypto-wallets/crypto-wallets-service  scaling.onMemory  [memory-target-far-below-limit]',
      'got 80 % of the request of 128Mi, which is 102Mi, under a limit of 512Mi',
      'the target is a share of the request: a warm cache exceeds it for good and keeps the number of pods high',
      '→ raise the request to what the program really holds, or scale on CPU alone; or acknowledge it with the reason',
    ],
  ]);
});

test('its folders and files', () => {
  process.env.CDK8S_OUTDIR = folder.path;
  const { exitCode } = synthesize(cryptoWallets.platform());
  delete process.env.CDK8S_OUTDIR;
  expect(exitCode).toBeUndefined();
  expect(Object.keys(filesBelow(folder.path)).sort()).toEqual(
    ['dev', 'prod', 'staging'].flatMap((name) =>
      [
        '0-cluster-crypto-wallets.k8s.yaml',
        '1-before-crypto-wallets.k8s.yaml',
        '2-main-crypto-wallets.k8s.yaml',
        'deploy.sh',
        'reports/policy.json',
        'reports/policy.sarif',
      ].map((file) => `crypto-wallets/${name}/${file}`),
    ),
  );
});
