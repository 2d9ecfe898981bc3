import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DeployScriptInput, type DeployStep, deployScript } from '../../lib/synth/deploy-script';

const file = (name: string, ...namespaces: string[]) => ({ name, namespaces, ownKinds: [] });
const NOTHING: DeployStep = { files: [], jobs: [], rollouts: [], crds: [] };
const CLUSTER: DeployStep = { ...NOTHING, files: [file('0-cluster-shop.k8s.yaml', 'shop')] };
const MIGRATION = {
  namespace: 'shop',
  name: 'migrate-1a2b',
  timeoutSeconds: 90,
  hasTimeToLive: false,
  restartsInPlace: false,
};
const BEFORE: DeployStep = { ...NOTHING, files: [file('1-before-shop.k8s.yaml', 'shop')], jobs: [MIGRATION] };
const MAIN: DeployStep = {
  ...NOTHING,
  files: [file('2-main-shop.k8s.yaml', 'shop'), file('2-main-stock.k8s.yaml', 'stock')],
  rollouts: [{ namespace: 'shop', kind: 'Deployment', name: 'shop', timeoutSeconds: 300 }],
};
const INPUT: DeployScriptInput = {
  system: 'shop',
  environment: 'prod',
  context: undefined,
  namespaces: [],
  requirements: { kinds: [], namespaces: [], objects: [] },
  steps: [],
};

// Answers from files in its folder, and writes down how it was called.
const FAKE_KUBECTL = `#!/bin/sh
here=$(dirname "$0")
echo "$*" >> "$here/calls"
case "$*" in
  *'get job'*'[?'*) cat "$here/job" ;;
  *'get job'*) echo '  Failed=True BackoffLimitExceeded: it ran too often' ;;
  *'get events'*) cat "$here/events" ;;
  *'get namespace'*'.metadata.labels'*) cat "$here/owner" ;;
  *'get namespace'*) case "$(cat "$here/namespaces")" in *" $3 "*) echo "namespace/$3" ;; esac ;;
  *api-resources*) cat "$here/kinds" ;;
  *' get '* | 'get '*) cat "$here/object" ;;
  *'rollout status'*) exit "$(cat "$here/rollout-code")" ;;
  *'--for=condition=Available'*) exit "$(cat "$here/rollout-code")" ;;
  *'wait --for'*) exit "$(cat "$here/crd-code")" ;;
  *--dry-run=server*) exit "$(cat "$here/dry-run-code")" ;;
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
  /** The state of every Job: `exists` and its conditions; empty when it does not exist. */
  readonly job?: string;
  readonly events?: string;
  /** The labels of every namespace: system, a slash and environment; empty when it does not exist. */
  readonly owner?: string;
  readonly namespaces?: readonly string[];
  readonly kinds?: string;
  /** The keys of every other object, with a dot behind them; empty when it does not exist. */
  readonly object?: string;
  readonly apply?: number;
  readonly dryRun?: number;
  readonly rollout?: number;
  readonly crd?: number;
}

function answer(answers: Answers): void {
  const write = (name: string, value: string | number) => writeFileSync(join(folder, 'bin', name), String(value));
  write('job', answers.job ?? 'exists SuccessCriteriaMet Complete ');
  write('events', answers.events ?? '');
  write('owner', answers.owner ?? '');
  write('namespaces', ` ${(answers.namespaces ?? []).join(' ')} `);
  write('kinds', answers.kinds ?? '');
  write('object', answers.object ?? '.');
  write('apply-code', answers.apply ?? 0);
  write('dry-run-code', answers.dryRun ?? 0);
  write('rollout-code', answers.rollout ?? 0);
  write('crd-code', answers.crd ?? 0);
}

function write(steps: readonly DeployStep[], input: Partial<DeployScriptInput> = {}): string {
  const file = join(folder, 'deploy.sh');
  writeFileSync(file, deployScript({ ...INPUT, steps, ...input }));
  return file;
}

function run(
  steps: readonly DeployStep[],
  environment: Record<string, string> = {},
  input: Partial<DeployScriptInput> = {},
) {
  rmSync(join(folder, 'bin', 'calls'), { force: true });
  const { status, stderr, stdout } = spawnSync('sh', [write(steps, input)], {
    cwd: tmpdir(),
    encoding: 'utf8',
    env: { PATH: `${join(folder, 'bin')}:${process.env.PATH}`, ...environment },
  });
  const calls = readFileSync(join(folder, 'bin', 'calls'), 'utf8')
    .trimEnd()
    .split('\n');
  return { status, stderr, stdout, calls: calls.map((call) => call.split(`${folder}/`).join('')) };
}

/** What a run changes or waits for, without what it only looks at. */
const acts = (calls: readonly string[]) => calls.filter((call) => !call.startsWith('get namespace'));

describe('what is written', () => {
  test('the steps, in order', () => {
    const steps = deployScript({ ...INPUT, steps: [CLUSTER, BEFORE, MAIN] });
    expect(steps.slice(steps.indexOf('\nnamespace shop') + 1)).toBe(`namespace shop
namespace stock
lacking
try 0-cluster-shop.k8s.yaml shop
try 1-before-shop.k8s.yaml shop
try 2-main-shop.k8s.yaml shop
try 2-main-stock.k8s.yaml stock
rehearse

echo 'shop/prod: step 1 of 3'
apply 0-cluster-shop.k8s.yaml

echo 'shop/prod: step 2 of 3'
apply 1-before-shop.k8s.yaml
job shop migrate-1a2b 90 Never

echo 'shop/prod: step 3 of 3'
apply 2-main-shop.k8s.yaml 2-main-stock.k8s.yaml
rollout shop deployment/shop 300
`);
  });

  test('a step without files is left out and not counted', () => {
    const steps = deployScript({ ...INPUT, steps: [{ ...CLUSTER, files: [] }, MAIN] });
    expect(steps).toContain("echo 'shop/prod: step 1 of 1'");
    expect(steps).not.toContain('0-cluster');
  });

  test('fractions of a second are rounded up', () => {
    const step = { ...BEFORE, jobs: [{ ...MIGRATION, timeoutSeconds: 1.2 }] };
    expect(deployScript({ ...INPUT, steps: [step] })).toContain('job shop migrate-1a2b 2 Never\n');
  });

  test.each(['sh', 'bash'])('%s reads it', (shell) => {
    execFileSync(shell, ['-n', write([CLUSTER, BEFORE, MAIN])]);
  });
});

describe('what it does', () => {
  test('applies step after step from its own folder, and waits for each', () => {
    const { status, calls } = run([CLUSTER, BEFORE, MAIN]);
    expect(acts(calls)).toEqual([
      'apply --server-side -f 0-cluster-shop.k8s.yaml',
      'apply --server-side -f 1-before-shop.k8s.yaml',
      expect.stringContaining('-n shop get job migrate-1a2b --ignore-not-found -o jsonpath'),
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
      '--context prod get namespace shop --ignore-not-found -o name',
      '--context prod apply --server-side --force-conflicts --field-manager=deployer -f 0-cluster-shop.k8s.yaml',
    ]);
  });

  test('uses the context that the environment is bound to, unless TRADEWIND_CONTEXT names another', () => {
    const bound = { context: 'prod-aks' };
    expect(run([CLUSTER], {}, bound).calls.at(-1)).toContain('--context prod-aks apply --server-side');
    expect(run([CLUSTER], { TRADEWIND_CONTEXT: 'other' }, bound).calls.at(-1)).toContain('--context other apply');
  });

  test('a file name that the shell would split stays one file', () => {
    const step = { ...CLUSTER, files: [file("0 it's.yaml", 'shop')] };
    expect(run([step]).calls.at(-1)).toBe("apply --server-side -f 0 it's.yaml");
  });

  test('a failed Job stops it, and says which, why, where its logs are and how to try again', () => {
    answer({ job: 'exists FailureTarget Failed ' });
    const { status, stderr, calls } = run([BEFORE, MAIN]);
    expect(status).toBe(1);
    expect(stderr).toContain('job shop/migrate-1a2b failed\n');
    expect(stderr).toContain('  Failed=True BackoffLimitExceeded: it ran too often\n');
    expect(stderr).toContain('kubectl -n shop logs -l batch.kubernetes.io/job-name=migrate-1a2b');
    expect(stderr).toContain('kubectl -n shop delete job migrate-1a2b ');
    expect(stderr).toContain('stopped: nothing after this step was applied\n');
    expect(stderr).not.toContain('deleted the pods');
    expect(calls.join('\n')).not.toContain('2-main');
  });

  test('the logs of a Job that restarts in place are gone when it fails: it says where they can be read', () => {
    answer({ job: 'exists Failed ' });
    const { stderr } = run([{ ...BEFORE, jobs: [{ ...MIGRATION, restartsInPlace: true }] }]);
    expect(stderr).toContain('Kubernetes deleted the pods, and their logs with them');
    expect(stderr).not.toContain('logs -l');
  });

  test('the logs of a Job that restarts in place are there while it goes on', () => {
    answer({ job: 'exists  ' });
    const { stderr } = run([{ ...BEFORE, jobs: [{ ...MIGRATION, restartsInPlace: true }] }]);
    expect(stderr).toContain('kubectl -n shop logs -l batch.kubernetes.io/job-name=migrate-1a2b');
  });

  test('a Job that is on its way to fail or to end is waited for', () => {
    answer({ job: 'exists FailureTarget SuccessCriteriaMet ' });
    expect(run([BEFORE]).stderr).toContain('is not complete after 90 s');
  });

  test('a Job that hangs stops it when its time is up', () => {
    answer({ job: 'exists  ' });
    const { status, stderr, calls } = run([BEFORE, MAIN]);
    expect(status).toBe(1);
    expect(stderr).toContain('job shop/migrate-1a2b is not complete after 90 s');
    expect(calls.join('\n')).not.toContain('2-main');
    expect(calls.filter((call) => call.includes('[?'))).toHaveLength(90);
  });

  describe('a Job that does not exist any more', () => {
    const removed = { ...BEFORE, jobs: [{ ...MIGRATION, hasTimeToLive: true }] };

    test('has completed, where its time to live removes it', () => {
      answer({ job: '' });
      const { status, stdout } = run([removed]);
      expect(stdout).toContain('job shop/migrate-1a2b is complete, and was removed when its time to live was over');
      expect(status).toBe(0);
    });

    test('has failed, where an event says so', () => {
      answer({ job: '', events: 'Other\nBackoffLimitExceeded\n' });
      const { status, stderr } = run([removed]);
      expect(stderr).toContain('job shop/migrate-1a2b failed, and was removed when its time to live was over');
      expect(status).toBe(1);
    });

    test('was deleted, where it has no time to live', () => {
      answer({ job: '' });
      const { status, stderr } = run([BEFORE]);
      expect(stderr).toContain('job shop/migrate-1a2b was deleted by hand');
      expect(status).toBe(1);
    });
  });

  test('a refused file stops it before anything is waited for', () => {
    answer({ apply: 1 });
    const { status, calls } = run([BEFORE, MAIN]);
    expect(status).toBe(1);
    expect(acts(calls)).toEqual(['apply --server-side -f 1-before-shop.k8s.yaml']);
  });

  test('a rollout that does not end stops it, and says where to look', () => {
    answer({ rollout: 1 });
    const { status, stderr, calls } = run([MAIN, { ...NOTHING, files: [file('3-after-shop.k8s.yaml', 'shop')] }]);
    expect(status).toBe(1);
    expect(stderr).toContain('deployment/shop in shop is not rolled out');
    expect(stderr).toContain('kubectl -n shop describe deployment/shop');
    expect(calls.join('\n')).not.toContain('3-after');
  });

  test('what an operator runs is waited for by the condition that the operator sets', () => {
    const prometheus = { namespace: 'shop', kind: 'Prometheus', name: 'main', timeoutSeconds: 60 };
    const resource = 'prometheuses.monitoring.coreos.com/main';
    expect(run([{ ...MAIN, rollouts: [prometheus] }]).calls.at(-1)).toBe(
      `-n shop wait --for=condition=Available ${resource} --timeout=60s`,
    );
    answer({ rollout: 1 });
    const { status, stderr } = run([{ ...MAIN, rollouts: [prometheus] }]);
    expect(stderr).toContain(`${resource} in shop is not available`);
    expect(status).toBe(1);
  });

  test('a new kind is waited for before its objects come', () => {
    const crd = { ...CLUSTER, crds: ['widgets.shop.example'] };
    const established = 'wait --for=condition=Established crd/widgets.shop.example --timeout=60s';
    expect(run([crd, MAIN]).calls).toContain(established);
    answer({ crd: 1 });
    const { status, calls } = run([crd, MAIN]);
    expect(calls.at(-1)).toBe(established);
    expect(status).toBe(1);
  });
});

describe('before it writes', () => {
  const own = { namespaces: ['shop'] };

  test.each([
    ['is new', ''],
    ['has no labels', '/'],
    ['belongs to this environment', 'shop/prod'],
  ])('a namespace that %s is taken', (_, owner) => {
    answer({ owner, namespaces: owner === '' ? [] : ['shop'] });
    expect(run([CLUSTER], {}, own).status).toBe(0);
  });

  test.each(['shop/dev', 'stock/prod'])('a namespace of %s is refused, with the two ways out', (owner) => {
    answer({ owner, namespaces: ['shop'] });
    const { status, stderr, calls } = run([CLUSTER], {}, own);
    expect(status).toBe(1);
    expect(stderr).toContain(`namespace shop in this cluster belongs to ${owner}, and this script deploys shop/prod\n`);
    expect(stderr).toContain('KUBECTL="kubectl --context NAME" deploy.sh\n');
    expect(stderr).toContain(
      'kubectl label --overwrite namespace shop tradewind.dev/system=shop tradewind.dev/environment=prod\n',
    );
    expect(calls.join('\n')).not.toContain('apply');
  });

  test('the API server checks all files whose namespaces exist', () => {
    answer({ namespaces: ['shop'] });
    const { calls } = run([CLUSTER, MAIN]);
    expect(acts(calls)[0]).toBe(
      'apply --server-side --dry-run=server -f 0-cluster-shop.k8s.yaml -f 2-main-shop.k8s.yaml',
    );
  });

  test('a refusal in the dry run stops it', () => {
    answer({ namespaces: ['shop'], dryRun: 1 });
    const { status, stderr, calls } = run([CLUSTER, MAIN]);
    expect(status).toBe(1);
    expect(stderr).toContain('the API server refuses some of these objects in a dry run\n');
    expect(stderr).toContain('TRADEWIND_SKIP_DRY_RUN=1 deploy.sh\n');
    expect(calls.filter((call) => call.includes('apply'))).toHaveLength(1);
  });

  test('TRADEWIND_SKIP_DRY_RUN leaves the dry run out', () => {
    answer({ namespaces: ['shop'], dryRun: 1 });
    expect(run([CLUSTER], { TRADEWIND_SKIP_DRY_RUN: '1' })).toMatchObject({ status: 0 });
  });

  test('a file with a kind that this output defines waits until the API server serves the kind', () => {
    const widgets = { ...MAIN, files: [{ name: 'widgets.yaml', namespaces: [], ownKinds: ['a.example/v1/Widget'] }] };
    expect(run([widgets]).calls.join('\n')).not.toContain('--dry-run=server');
    answer({ kinds: 'widgets   wd   a.example/v1   true   Widget\n' });
    expect(run([widgets]).calls.join('\n')).toContain('--dry-run=server -f widgets.yaml');
  });

  describe('it lists what is missing', () => {
    const secret = { kind: 'Secret' as const, name: 'database', namespace: 'shop', keys: ['password', 'url'] };
    const requirements = { kinds: [], namespaces: [], objects: [secret] };
    const text = 'shop/prod needs, and this cluster does not have:\n  Secret shop/database with keys password, url\n';

    test.each([
      ['the object', ''],
      ['a key', 'password .'],
    ])('%s, and goes on where pods only wait for it', (_, object) => {
      answer({ object });
      const { status, stderr } = run([CLUSTER], {}, { requirements });
      expect(stderr).toContain(`${text}going on: pods wait until these exist\n`);
      expect(status).toBe(0);
    });

    test('nothing, where all of it is there', () => {
      answer({ object: 'more password url .' });
      expect(run([CLUSTER], {}, { requirements }).stderr).toBe('');
    });

    test.each<[string, Partial<DeployScriptInput['requirements']>, string]>([
      [
        'a kind',
        { kinds: ['keda.sh/v1alpha1 ScaledObject'] },
        'the kind keda.sh/v1alpha1/ScaledObject: install its CustomResourceDefinition and its controller',
      ],
      ['a namespace', { namespaces: ['other'] }, 'Namespace other'],
      [
        'a class that the API server admits no pod without',
        { objects: [{ kind: 'PriorityClass', name: 'high', keys: [] }] },
        'PriorityClass high',
      ],
    ])('%s, and stops because objects would be refused', (_, missing, line) => {
      answer({ object: '' });
      const { status, stderr, calls } = run([CLUSTER], {}, { requirements: { ...INPUT.requirements, ...missing } });
      expect(stderr).toContain(`does not have:\n  ${line}\n`);
      expect(stderr).toContain('stopped: nothing was applied, because the API server would refuse objects\n');
      expect(status).toBe(1);
      expect(calls.join('\n')).not.toContain('apply');
    });
  });
});
