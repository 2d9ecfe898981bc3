import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DeployPhase, deployScript } from '../../lib/synth/deploy-script';

const CLUSTER: DeployPhase = { files: ['0-cluster-shop.k8s.yaml'], jobs: [], rollouts: [], crds: [] };
const BEFORE: DeployPhase = {
  files: ['1-before-shop.k8s.yaml'],
  jobs: [{ namespace: 'shop', name: 'migrate-1a2b', timeoutSeconds: 90 }],
  rollouts: [],
  crds: [],
};
const MAIN: DeployPhase = {
  files: ['2-main-shop.k8s.yaml', '2-main-stock.k8s.yaml'],
  jobs: [],
  rollouts: [{ namespace: 'shop', kind: 'Deployment', name: 'shop', timeoutSeconds: 300 }],
  crds: [],
};

// Answers from files in its folder, and writes down how it was called.
const FAKE_KUBECTL = `#!/bin/sh
here=$(dirname "$0")
echo "$*" >> "$here/calls"
case "$*" in
  *'get job'*'.status.conditions[?'*) cat "$here/job-conditions" ;;
  *'get job'*) echo '  Failed=True BackoffLimitExceeded: it ran too often' ;;
  *'rollout status'*) exit "$(cat "$here/rollout-code")" ;;
  *'wait --for'*) exit "$(cat "$here/crd-code")" ;;
  *apply*) exit "$(cat "$here/apply-code")" ;;
esac
`;

// A clock on which every look takes a second, so that nothing waits for time to pass.
const FAKE_DATE = `#!/bin/sh
here=$(dirname "$0")
echo . >> "$here/seconds"
wc -l < "$here/seconds"
`;

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'deploy script '));
  mkdirSync(join(folder, 'bin'));
  for (const [name, text] of Object.entries({ kubectl: FAKE_KUBECTL, date: FAKE_DATE, sleep: '#!/bin/sh\n' })) {
    writeFileSync(join(folder, 'bin', name), text);
    chmodSync(join(folder, 'bin', name), 0o755);
  }
  answer({});
});

afterEach(() => rmSync(folder, { recursive: true }));

interface Answers {
  readonly job?: string;
  readonly apply?: number;
  readonly rollout?: number;
  readonly crd?: number;
}

function answer(answers: Answers): void {
  const write = (name: string, value: string | number) => writeFileSync(join(folder, 'bin', name), String(value));
  write('job-conditions', answers.job ?? 'SuccessCriteriaMet Complete');
  write('apply-code', answers.apply ?? 0);
  write('rollout-code', answers.rollout ?? 0);
  write('crd-code', answers.crd ?? 0);
}

function write(phases: readonly DeployPhase[]): string {
  const file = join(folder, 'deploy.sh');
  writeFileSync(file, deployScript({ system: 'shop', environment: 'prod', phases }));
  return file;
}

function run(phases: readonly DeployPhase[], environment: Record<string, string> = {}) {
  const { status, stderr, stdout } = spawnSync('sh', [write(phases)], {
    cwd: tmpdir(),
    encoding: 'utf8',
    env: { PATH: `${join(folder, 'bin')}:${process.env.PATH}`, ...environment },
  });
  const calls = readFileSync(join(folder, 'bin', 'calls'), 'utf8')
    .trimEnd()
    .split('\n');
  return { status, stderr, stdout, calls: calls.map((call) => call.split(`${folder}/`).join('')) };
}

describe('what is written', () => {
  test('the steps of each phase, in order', () => {
    const steps = deployScript({ system: 'shop', environment: 'prod', phases: [CLUSTER, BEFORE, MAIN] });
    expect(steps.slice(steps.indexOf("echo 'shop/prod"))).toBe(`echo 'shop/prod: phase 1 of 3'
apply 0-cluster-shop.k8s.yaml

echo 'shop/prod: phase 2 of 3'
apply 1-before-shop.k8s.yaml
job shop migrate-1a2b 90

echo 'shop/prod: phase 3 of 3'
apply 2-main-shop.k8s.yaml 2-main-stock.k8s.yaml
rollout shop deployment/shop 300
`);
  });

  test('a phase without files is left out and not counted', () => {
    const steps = deployScript({ system: 'shop', environment: 'prod', phases: [{ ...CLUSTER, files: [] }, MAIN] });
    expect(steps).toContain("echo 'shop/prod: phase 1 of 1'");
    expect(steps).not.toContain('0-cluster');
  });

  test('fractions of a second are rounded up', () => {
    const phase = { ...BEFORE, jobs: [{ namespace: 'shop', name: 'migrate', timeoutSeconds: 1.2 }] };
    expect(deployScript({ system: 'shop', environment: 'prod', phases: [phase] })).toContain('job shop migrate 2\n');
  });

  test.each(['sh', 'bash'])('%s reads it', (shell) => {
    execFileSync(shell, ['-n', write([CLUSTER, BEFORE, MAIN])]);
  });
});

describe('what it does', () => {
  test('applies phase after phase from its own folder, and waits for each', () => {
    const { status, calls } = run([CLUSTER, BEFORE, MAIN]);
    expect(calls).toEqual([
      'apply --server-side -f 0-cluster-shop.k8s.yaml',
      'apply --server-side -f 1-before-shop.k8s.yaml',
      expect.stringContaining('-n shop get job migrate-1a2b -o jsonpath'),
      'apply --server-side -f 2-main-shop.k8s.yaml -f 2-main-stock.k8s.yaml',
      '-n shop rollout status deployment/shop --timeout=300s',
    ]);
    expect(status).toBe(0);
  });

  test('takes the command with its arguments from KUBECTL, and flags from TRADEWIND_APPLY_FLAGS', () => {
    const { calls } = run([CLUSTER], {
      KUBECTL: 'kubectl --context prod',
      TRADEWIND_APPLY_FLAGS: '--force-conflicts --field-manager=deployer',
    });
    expect(calls).toEqual([
      '--context prod apply --server-side --force-conflicts --field-manager=deployer -f 0-cluster-shop.k8s.yaml',
    ]);
  });

  test('a file name that the shell would split stays one file', () => {
    expect(run([{ ...CLUSTER, files: ["0 it's.yaml"] }]).calls).toEqual(["apply --server-side -f 0 it's.yaml"]);
  });

  test('a failed Job stops it, and says which, why, where its logs are and how to try again', () => {
    answer({ job: 'FailureTarget Failed' });
    const { status, stderr, calls } = run([BEFORE, MAIN]);
    expect(status).toBe(1);
    expect(stderr).toContain('job shop/migrate-1a2b failed\n');
    expect(stderr).toContain('  Failed=True BackoffLimitExceeded: it ran too often\n');
    expect(stderr).toContain('kubectl -n shop logs -l batch.kubernetes.io/job-name=migrate-1a2b');
    expect(stderr).toContain('kubectl -n shop delete job migrate-1a2b ');
    expect(stderr).toContain('stopped: nothing after this phase was applied\n');
    expect(calls.join('\n')).not.toContain('2-main');
  });

  test('a Job that is on its way to fail or to end is waited for', () => {
    answer({ job: 'FailureTarget SuccessCriteriaMet' });
    expect(run([BEFORE]).stderr).toContain('is not complete after 90 s');
  });

  test('a Job that hangs stops it when its time is up', () => {
    answer({ job: '' });
    const { status, stderr, calls } = run([BEFORE, MAIN]);
    expect(status).toBe(1);
    expect(stderr).toContain('job shop/migrate-1a2b is not complete after 90 s');
    expect(calls.join('\n')).not.toContain('2-main');
    expect(calls.filter((call) => call.includes('[?'))).toHaveLength(90);
  });

  test('a refused file stops it before anything is waited for', () => {
    answer({ apply: 1 });
    const { status, calls } = run([BEFORE, MAIN]);
    expect(status).toBe(1);
    expect(calls).toEqual(['apply --server-side -f 1-before-shop.k8s.yaml']);
  });

  test('a rollout that does not end stops it, and says where to look', () => {
    answer({ rollout: 1 });
    const { status, stderr, calls } = run([MAIN, { ...CLUSTER, files: ['3-after-shop.k8s.yaml'] }]);
    expect(status).toBe(1);
    expect(stderr).toContain('deployment/shop in shop is not rolled out');
    expect(stderr).toContain('kubectl -n shop describe deployment/shop');
    expect(calls.join('\n')).not.toContain('3-after');
  });

  test('a new kind is waited for before its objects come', () => {
    const crd = { ...CLUSTER, crds: ['widgets.shop.example'] };
    const established = 'wait --for=condition=Established crd/widgets.shop.example --timeout=60s';
    expect(run([crd, MAIN]).calls[1]).toBe(established);
    answer({ crd: 1 });
    rmSync(join(folder, 'bin', 'calls'));
    expect(run([crd, MAIN])).toMatchObject({ status: 1, calls: [expect.any(String), established] });
  });
});
