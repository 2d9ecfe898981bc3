import { join } from 'node:path';
import { Cluster, Diagnostics, Kustomization, type KustomizationProps, System } from '../../lib';
import { filesBelow, synthesize, temporaryFolder } from '../support/synth';
import { oneThing, tinySystem } from '../support/tiny-system';
import { switchedSystem } from '../support/switched-system';

const folder = temporaryFolder();

function write(props: KustomizationProps) {
  const kustomization = new Kustomization({ outdir: folder.path, ...props });
  return { ...synthesize({ synth: () => kustomization.write() }), files: filesBelow(folder.path) };
}

const system = oneThing({ dev: { pods: 1 }, prod: { pods: 3 } }, ({ pods }) => ({ spec: { pods } }));

describe('base and overlays', () => {
  test('lie beside the environments', () => {
    const { files, exitCode, stderr } = write({ system });
    expect({ exitCode, stderr }).toEqual({
      exitCode: undefined,
      stderr: `✓ tiny: a base of 1 objects, 1 patches for dev, prod → ${join(folder.path, 'tiny/kustomize')}\n`,
    });
    expect(Object.keys(files).map((file) => file.replace('tiny/kustomize/', ''))).toEqual([
      'README.md',
      'base/2-main-chart.yaml',
      'base/kustomization.yaml',
      'overlays/dev/kustomization.yaml',
      'overlays/dev/patches/thing.thing.yaml',
      'overlays/prod/kustomization.yaml',
    ]);
  });

  test('the base is like the last environment, or like the one that is asked for', () => {
    const file = 'tiny/kustomize/base/2-main-chart.yaml';
    expect(write({ system }).files[file]).toMatch(/pods: 3\n/);
    expect(write({ system, baseEnvironment: 'dev' }).files[file]).toMatch(/pods: 1\n/);
  });

  test('overlays are called as they are asked to be', () => {
    const { files } = write({ system, environmentNames: { dev: 'development' } });
    expect(Object.keys(files)).toContain('tiny/kustomize/overlays/development/kustomization.yaml');
  });

  test('a custom resource is patched step by step', () => {
    const { files } = write({ system });
    expect(files['tiny/kustomize/overlays/dev/patches/thing.thing.yaml']).toBe(
      ['- op: replace', '  path: /spec/pods', '  value: 1', ''].join('\n'),
    );
  });

  test('what not all environments have is in the overlays of those that have it', () => {
    const { files } = write({
      system: tinySystem({ dev: {}, prod: {} }, (_settings, { name }) => ({
        both: {},
        ...(name === 'dev' ? { alone: {} } : {}),
      })),
    });
    expect(files['tiny/kustomize/base/2-main-chart.yaml']).toMatch(/^ {2}name: both$/m);
    expect(files['tiny/kustomize/base/2-main-chart.yaml']).not.toMatch(/alone/);
    expect(files['tiny/kustomize/overlays/dev/2-main-chart.yaml']).toMatch(/^ {2}name: alone$/m);
  });

  test('without anything shared there is no base', () => {
    const { files } = write({
      system: tinySystem({ dev: {}, prod: {} }, (_settings, { name }) => ({ [`of-${name}`]: {} })),
    });
    expect(files['tiny/kustomize/overlays/prod/kustomization.yaml']).toBe(
      [
        'apiVersion: kustomize.config.k8s.io/v1beta1',
        'kind: Kustomization',
        'resources:',
        '  - 2-main-chart.yaml',
        '',
      ].join('\n'),
    );
    expect(Object.keys(files).filter((file) => file.includes('/base/'))).toEqual([]);
  });

  test('are the same, made twice', () => {
    const first = write({ system: switchedSystem }).files;
    expect(write({ system: switchedSystem }).files).toEqual(first);
  });

  test('of a system with services are a snapshot', () => {
    const { files } = write({ system: switchedSystem, environmentNames: { dev: 'development', prod: 'production' } });
    expect(files).toMatchSnapshot();
  });
});

describe('problems', () => {
  const problem = (props: KustomizationProps) => {
    const { files, exitCode, stderr } = write(props);
    expect({ files, exitCode }).toEqual({ files: {}, exitCode: 1 });
    return stderr.split('\n').slice(2, -1);
  };

  test('an environment in the place of base and overlays', () => {
    expect(problem({ system: oneThing({ kustomize: {} }, () => ({})) })).toEqual([
      '  kustomize  environments',
      '    got kustomize',
      '    base and overlays of a system stand in a folder of this name, beside its environments',
      '    → call the environment otherwise',
    ]);
  });

  test('a base like no environment', () => {
    expect(problem({ system, baseEnvironment: 'test' })).toEqual([
      '  kustomize  baseEnvironment',
      '    got "test"',
      '    the system has no such environment',
      '    → choose of: dev, prod',
    ]);
  });

  test('a name for no environment', () => {
    expect(problem({ system, environmentNames: { test: 'testing' } })).toEqual([
      '  kustomize  environmentNames',
      '    got "test"',
      '    the system has no such environment',
      '    → choose of: dev, prod',
    ]);
  });

  test('a name that is none of a folder', () => {
    expect(problem({ system, environmentNames: { dev: '../dev' } })).toEqual([
      '  kustomize  environmentNames',
      '    got "../dev"',
      '    the name of an environment is part of the names of files and folders: a DNS label',
      '    → use a-z, 0-9 and -, at most 63 characters, no - at the ends',
    ]);
  });

  test('one name for two environments', () => {
    expect(problem({ system, environmentNames: { dev: 'prod' } })).toEqual([
      '  kustomize  environmentNames',
      '    got "prod", for dev and prod',
      '    two environments of one name would have one file',
      '    → give each a name of its own',
    ]);
  });

  test('a system that synth refuses', () => {
    const refused = new System({
      name: 'tiny',
      environments: { prod: { cluster: Cluster.generic(), settings: {} } },
      composition: {
        compose: (environment) =>
          Diagnostics.of(environment).addError({ property: 'x', rule: 'it is wrong', fix: 'do not' }),
      },
    });
    expect(problem({ system: refused })).toEqual([
      '  kustomize  system',
      '    got prod  x: it is wrong',
      '    a package is made of what synth lets through',
      '    → correct what npm run synth reports',
    ]);
  });
});
