/**
 * `npm run dev:up [-- SYSTEM]`: a k3d cluster with a system and what it needs, minitoolstream unless another is named.
 * Running it again is safe: what is there stays, and what changed is applied.
 *
 * `KUBE_CONTEXT` names a cluster that is there already, and has the images; `--no-wait` applies everything at once and
 * does not ask whether it becomes ready.
 */
import { randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { SYSTEMS } from '../../apps/systems';
import type { System } from '../../lib';
import { CLUSTER, CONFIGURATION, contextArguments, ROOT } from './cluster';
import { localImages } from './images';
import { inventSecrets, knownValues, type NeededSecret, neededSecrets } from './made-secrets';
import { partsFor } from './parts';
import { DOCKER, K3D, KUBECTL, main, output, Refusal, requireTools, run } from './tools';

const ENVIRONMENT = 'dev';

/** What a cluster has once, before the system that refers to it. */
const BEFORE: Readonly<Record<string, readonly string[]>> = { minitoolstream: ['monitoring'] };

main(() => {
  const { values, positionals } = parseArgs({
    options: { 'no-wait': { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const [name = CLUSTER] = positionals;
  if (!Object.hasOwn(SYSTEMS, name)) {
    throw new Refusal(`no system ${JSON.stringify(name)}; there are: ${Object.keys(SYSTEMS).join(', ')}`);
  }
  const isGiven = process.env.KUBE_CONTEXT !== undefined;
  requireTools(isGiven ? [KUBECTL] : [DOCKER, K3D, KUBECTL]);
  if (!isGiven) {
    makeCluster();
  }
  for (const { name: part, version, purpose, manifests } of partsFor(name)) {
    process.stderr.write(`${part} ${version}: ${purpose}\n`);
    kubectl('apply', '--server-side', ...manifests.flatMap((manifest) => ['-f', manifest]));
  }
  for (const each of [...(BEFORE[name] ?? []), name]) {
    apply(SYSTEMS[each], { loads: !isGiven, waits: !values['no-wait'] });
  }
  process.stderr.write(name === CLUSTER ? ADDRESSES : '✓ up\n');
});

const ADDRESSES = `✓ up
  gRPC in:   localhost:30051
  gRPC out:  localhost:30052
  Grafana:   https://grafana.local:8443, with grafana.local as 127.0.0.1 in /etc/hosts
  health:    npm run dev:check
  edges:     npm run dev:edges -- ${CLUSTER}
  away:      k3d cluster delete ${CLUSTER}
`;

function kubectl(...args: string[]): void {
  run(KUBECTL.name, [...contextArguments(), ...args]);
}

function makeCluster(): void {
  if (output(DOCKER.name, ['info']) === undefined) {
    throw new Refusal('docker does not answer: start Docker, or see that you may use it (`docker info` says why)');
  }
  const known = JSON.parse(output(K3D.name, ['cluster', 'list', '--output', 'json']) ?? '[]') as { name: string }[];
  if (known.some(({ name }) => name === CLUSTER)) {
    run(K3D.name, ['cluster', 'start', CLUSTER]);
  } else {
    run(K3D.name, ['cluster', 'create', '--config', CONFIGURATION]);
  }
}

function apply(system: System, { loads, waits }: { readonly loads: boolean; readonly waits: boolean }): void {
  const environment = system.platform().node.findChild(ENVIRONMENT);
  run('npm', ['run', '--silent', 'synth', '--', system.name, ENVIRONMENT]);
  if (loads) {
    loadImages(localImages(environment));
  }
  makeSecrets(neededSecrets(environment));
  const folder = resolve(ROOT, process.env.CDK8S_OUTDIR ?? 'dist', system.name, ENVIRONMENT);
  if (waits) {
    run(join(folder, 'deploy.sh'), [], {
      variables: { KUBECTL: [KUBECTL.name, ...contextArguments()].join(' ') },
    });
  } else {
    kubectl('apply', '--server-side', '-f', folder);
  }
}

function loadImages(images: readonly string[]): void {
  const missing = images.filter((image) => output(DOCKER.name, ['image', 'inspect', image]) === undefined);
  if (missing.length > 0) {
    const commands = missing.map((image) => `  docker build -t ${image} …`);
    throw new Refusal(`these images are in no registry and were not built here:\n${commands.join('\n')}`);
  }
  if (images.length > 0) {
    run(K3D.name, ['image', 'import', '--cluster', CLUSTER, ...images]);
  }
}

/** Only those that are not there: a password that changed under a running server would shut everybody out. */
function makeSecrets(needed: readonly NeededSecret[]): void {
  const found = new Map(needed.map((secret) => [secret, dataOf(secret)]));
  const missing = needed.filter((secret) => found.get(secret) === undefined);
  if (missing.length === 0) {
    return;
  }
  const known = knownValues(needed, (secret) => found.get(secret));
  const namespaces = [...new Set(missing.map(({ namespace }) => namespace))];
  const spaces = namespaces.map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }));
  const secrets = inventSecrets(missing, known, () => randomBytes(18).toString('base64url'));
  run(KUBECTL.name, [...contextArguments(), 'apply', '--server-side', '-f', '-'], {
    input: JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [...spaces, ...secrets] }),
  });
}

function dataOf({ namespace, name }: NeededSecret): Record<string, string> | undefined {
  const text = output(KUBECTL.name, [...contextArguments(), '-n', namespace, 'get', 'secret', name, '-o', 'json']);
  return text === undefined ? undefined : (JSON.parse(text) as { data: Record<string, string> }).data;
}
