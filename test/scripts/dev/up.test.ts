import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Manifest } from '../../rendered/manifest';
import { temporaryFolder } from '../../rendered/temporary';

const ROOT = resolve(__dirname, '../../..');
const SYSTEM = 'crypto-wallets';

/** What the programs of a developer's machine do here, in words of the shell; all of them write down how they are called. */
const EVERYTHING: Readonly<Record<string, string>> = {
  docker: '',
  k3d: '[ "$1 $2" != "cluster list" ] || echo "[]"',
  kubectl: 'case "$*" in *" get secret "*) exit 1 ;; *" -f -") /bin/cat >"$LOG.stdin" ;; esac',
  npm: '',
};

interface Run {
  readonly status: number | null;
  readonly said: string;
  /** The commands that changed something, as they were called. */
  readonly commands: readonly string[];
  readonly applied?: { readonly items: readonly Manifest[] };
}

function up(programs: Readonly<Record<string, string>>, args: string[] = [], variables: NodeJS.ProcessEnv = {}): Run {
  const folder = temporaryFolder('dev');
  const log = join(folder, 'log');
  writeFileSync(log, '');
  const deploy = join(folder, 'dist', SYSTEM, 'dev', 'deploy.sh');
  mkdirSync(dirname(deploy), { recursive: true });
  for (const [path, words] of [
    ...Object.entries(programs).map(([name, text]) => [join(folder, 'bin', name), text] as const),
    [deploy, 'echo "KUBECTL=$KUBECTL"' + ' >>"$LOG"'] as const,
  ]) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `#!/bin/sh\necho "\${0##*/} $*" >>"$LOG"\n${words}\n`);
    chmodSync(path, 0o755);
  }
  const { status, stderr } = spawnSync(
    process.execPath,
    ['-r', 'ts-node/register', 'scripts/dev/up.ts', SYSTEM, ...args],
    {
      cwd: ROOT,
      encoding: 'utf8',
      env: { PATH: join(folder, 'bin'), LOG: log, CDK8S_OUTDIR: join(folder, 'dist'), ...variables },
    },
  );
  const asked = / --help$| info$| list | inspect | get /;
  return {
    status,
    said: stderr,
    commands: readFileSync(log, 'utf8')
      .split('\n')
      .filter((line) => line !== '' && !asked.test(line)),
    applied: existsSync(`${log}.stdin`) ? JSON.parse(readFileSync(`${log}.stdin`, 'utf8')) : undefined,
  };
}

test('a new cluster, the Secrets that nobody made, and the system', () => {
  const { status, commands, applied } = up(EVERYTHING);
  expect(status).toBe(0);
  expect(commands).toEqual([
    `k3d cluster create --config ${join(ROOT, 'apps/minitoolstream/k3d.yaml')}`,
    'npm run --silent synth -- crypto-wallets dev',
    expect.stringMatching(/^k3d image import --cluster minitoolstream crypto-wallets-service:/),
    'kubectl --context k3d-minitoolstream apply --server-side -f -',
    'deploy.sh ',
    'KUBECTL=kubectl --context k3d-minitoolstream',
  ]);
  expect(applied?.items.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
    'Namespace crypto-wallets',
    'Secret wallet-service-secrets',
  ]);
  for (const value of Object.values(applied?.items[1].stringData as Record<string, string>)) {
    expect(value).toMatch(/^[\w-]{24}$/);
  }
});

test('what is there stays: the cluster, and Secrets with their values', () => {
  const { status, commands, applied } = up({
    ...EVERYTHING,
    k3d: '[ "$1 $2" != "cluster list" ] || echo \'[{"name":"minitoolstream"}]\'',
    kubectl: 'case "$*" in *" get secret "*) echo \'{"data":{}}\' ;; esac',
  });
  expect(status).toBe(0);
  expect(commands[0]).toBe('k3d cluster start minitoolstream');
  expect(applied).toBeUndefined();
});

test('a cluster that somebody names is left as it is', () => {
  const { kubectl, npm } = EVERYTHING;
  const { status, commands } = up({ kubectl, npm }, ['--no-wait'], { KUBE_CONTEXT: 'kind-other' });
  expect(status).toBe(0);
  expect(commands).toEqual([
    'npm run --silent synth -- crypto-wallets dev',
    'kubectl --context kind-other apply --server-side -f -',
    expect.stringMatching(/^kubectl --context kind-other apply --server-side -f .*crypto-wallets\/dev$/),
  ]);
});

test('what is missing is named, with the way to get it, and nothing is done', () => {
  const { status, said, commands } = up({});
  expect(status).toBe(1);
  expect(commands).toEqual([]);
  expect(said).toBe(`✗ missing on PATH:
  docker: https://docs.docker.com/engine/install, or Docker Desktop
  k3d: https://k3d.io/stable/#installation, for example \`brew install k3d\` or \`go install github.com/k3d-io/k3d/v5@latest\`
  kubectl: https://kubernetes.io/docs/tasks/tools
`);
});

test.each([
  ['Docker that does not answer', { docker: '[ "$1" != info ]' }, 'docker does not answer: start Docker'],
  [
    'an image that nobody built',
    { docker: '[ "$1" != image ]' },
    'these images are in no registry and were not built here:\n  docker build -t crypto-wallets-service:',
  ],
  ['a command that fails', { npm: 'exit 3' }, 'npm run: exit code 3'],
])('%s', (_, programs, message) => {
  const { status, said } = up({ ...EVERYTHING, ...programs });
  expect(status).toBe(1);
  expect(said).toContain(`✗ ${message}`);
  expect(said).not.toContain('    at ');
});
