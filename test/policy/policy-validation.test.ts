import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PolicyPack, PolicyValidation, type PolicyValidationProps } from '../../lib';
import type { Untyped } from '../rendered/manifest';
import { temporaryFolder } from '../support/synth';
import { changed, RULES, soundObjects } from './support/system';

const ROOT = resolve(__dirname, '../..');

/** What a validation reports over files, by their paths. */
async function validate(files: Record<string, unknown[]>, props?: PolicyValidationProps) {
  const violations: Untyped[] = [];
  const submitted: unknown[][] = [];
  await new PolicyValidation(props).validate({
    manifests: Object.keys(files),
    parseManifest: (file: string) => files[file],
    report: {
      addViolation: (violation: unknown) => violations.push(violation),
      submit: (...args: unknown[]) => submitted.push(args),
    },
  });
  expect(submitted).toHaveLength(1);
  return { violations, status: submitted[0][0], metadata: submitted[0][1] };
}

test('a system with nothing to complain about passes every pack', async () => {
  expect(await validate({ 'dist/shop.k8s.yaml': soundObjects() })).toEqual({
    violations: [],
    status: 'success',
    metadata: { packs: 'TR-K8S, Restricted, Production', rules: String(RULES.length), acknowledged: '0' },
  });
});

test('a violation is told in the words of the rule, with the places', async () => {
  const { violations, status } = await validate(
    {
      'a.yaml': changed(({ Deployment }) => {
        Deployment.api.spec.template.spec.hostNetwork = true;
        Deployment.api.spec.template.spec.hostPID = true;
      }),
    },
    { packs: ['Restricted'] },
  );
  expect(status).toBe('failure');
  expect(violations).toEqual([
    {
      ruleName: 'Restricted.HostNamespaces',
      recommendation: 'pods share neither the network, nor the processes, nor the memory of their node',
      fix: 'leave hostNetwork, hostPID and hostIPC out',
      violatingResources: [
        {
          resourceName: 'api',
          locations: ['spec.template.spec.hostNetwork: got true', 'spec.template.spec.hostPID: got true'],
          manifestPath: 'a.yaml',
        },
      ],
    },
  ]);
});

test('a warning does not fail', async () => {
  const { violations, status } = await validate({
    'a.yaml': changed(({ Job }) => delete Job.import.spec.ttlSecondsAfterFinished),
  });
  expect([status, violations.map(({ ruleName }) => ruleName)]).toEqual([
    'success',
    ['Production.JobLifetime (warning)'],
  ]);
});

test('an annotation with a reason is an acknowledgement, and counted', async () => {
  const { violations, status, metadata } = await validate({
    'a.yaml': changed(({ Service }) => {
      Service.api.spec.type = 'NodePort';
      Service.api.metadata.annotations = { 'tradewind.dev/TR-K8S-6': 'the rig has no edge' };
    }),
  });
  expect([violations, status]).toEqual([[], 'success']);
  expect(metadata).toMatchObject({ acknowledged: '1' });
});

test('files are one system, whatever their folders', async () => {
  const files = Object.fromEntries(soundObjects().map((object, index) => [`dist/${index}/a.yaml`, [object, null]]));
  expect((await validate(files)).violations).toEqual([]);
});

test('folders with the same object are systems of their own, and lists are their items', async () => {
  const without = soundObjects().filter(({ kind }) => kind !== 'PodDisruptionBudget');
  const { violations } = await validate({
    'dist/dev/a.yaml': [{ apiVersion: 'v1', kind: 'List', items: soundObjects() }],
    'dist/prod/a.yaml': without,
  });
  expect(violations.map(({ ruleName, violatingResources }) => [ruleName, violatingResources[0].manifestPath])).toEqual([
    ['Production.DisruptionBudget', 'dist/prod/a.yaml'],
  ]);
});

test('packs of one’s own are run alone, or beside those that are named', async () => {
  const own = PolicyPack.of('Own', {});
  const packs = async (props: PolicyValidationProps) => (await validate({ 'a.yaml': [] }, props)).metadata;
  expect(await packs({ policies: [own] })).toMatchObject({ packs: 'Own', rules: '0' });
  expect(await packs({ policies: [own], packs: ['TR-K8S'] })).toMatchObject({ packs: 'TR-K8S, Own', rules: '7' });
});

test('a pack that does not exist is named', () => {
  expect(() => new PolicyValidation({ packs: ['restricted'] })).toThrow(
    'PolicyValidation: there is no pack "restricted"; there are: TR-K8S, Restricted, Production',
  );
});

describe('as a plugin of the cdk8s command, over an app that knows nothing of it', () => {
  const folder = temporaryFolder();

  function synth(properties: string, securityContext: string) {
    const write = (file: string, text: string): void => writeFileSync(join(folder.path, file), text);
    symlinkSync(join(ROOT, 'node_modules'), join(folder.path, 'node_modules'));
    mkdirSync(join(folder.path, 'plugin'));
    write(
      'plugin/index.js',
      `require('ts-node').register({ swc: true, dir: ${JSON.stringify(ROOT)} });
       module.exports = require(${JSON.stringify(join(ROOT, 'lib'))});`,
    );
    write(
      'app.js',
      `const { App, Chart, ApiObject } = require('cdk8s');
       const app = new App();
       new ApiObject(new Chart(app, 'theirs'), 'pod', {
         apiVersion: 'v1', kind: 'Pod', metadata: { name: 'theirs' },
         spec: { securityContext: ${securityContext}, containers: [{ name: 'app', image: 'theirs:1' }] },
       });
       app.synth();`,
    );
    write(
      'cdk8s.yaml',
      `language: typescript
app: node app.js
validations:
  - package: ./plugin
    version: 0.1.0
    class: PolicyValidation
    properties: ${properties}
`,
    );
    return spawnSync(join(ROOT, 'node_modules/.bin/cdk8s'), ['synth'], {
      cwd: folder.path,
      env: { ...process.env, CDK8S_CHECK_UPGRADE: 'false' },
      encoding: 'utf8',
    });
  }

  test('a violation fails the command and is printed with the construct', () => {
    const { status, stdout, stderr } = synth('{ packs: [Restricted] }', '{ runAsNonRoot: false }');
    const output = stdout + stderr;
    expect(status).not.toBe(0);
    expect(output).toContain('Restricted.NonRoot (1 occurrences)');
    expect(output).toContain('Construct Path: theirs/pod');
    expect(output).toContain('spec.containers[app].securityContext.runAsNonRoot');
  }, 60_000);

  test('without one it passes', () => {
    const { status, stdout } = synth('{ packs: [] }', '{}');
    expect(stdout).toContain('Validations finished');
    expect(status).toBe(0);
  }, 60_000);
});
