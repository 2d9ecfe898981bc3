import { Chart } from 'cdk8s';
import { Cluster, Configuration, type Environment, System } from '../../lib';
import { filesBelow, synthesize, temporaryFolder } from '../support/synth';

const folder = temporaryFolder();

interface Greeting {
  readonly text: string;
}

function greeter(texts: Readonly<Record<string, string>>): System {
  return new System({
    name: 'greeter',
    environments: Object.fromEntries(
      Object.entries(texts).map(([name, text]) => [
        name,
        { cluster: Cluster.k3d(), versions: { greeter: 'v1' }, settings: { text } },
      ]),
    ),
    composition: {
      compose: (environment: Environment, settings: Greeting) => {
        new Configuration(new Chart(environment, 'hall'), 'greeting', { data: { text: settings.text } });
      },
    },
  });
}

test('each environment is composed with its own settings, cluster and versions', () => {
  const platform = greeter({ dev: 'hello', prod: 'good morning' }).platform();
  const environments = platform.node.children as Environment[];
  expect(environments.map(({ name, cluster, versions }) => [name, cluster.name, versions])).toEqual([
    ['dev', Cluster.k3d().name, { greeter: 'v1' }],
    ['prod', Cluster.k3d().name, { greeter: 'v1' }],
  ]);
  expect(platform.synthYaml()).toMatch(/text: hello\n[^]*text: good morning\n/);
});

test('every call makes a tree of its own', () => {
  const system = greeter({ dev: 'hello' });
  expect(system.platform()).not.toBe(system.platform());
  expect(system.platform().synthYaml()).toBe(system.platform().synthYaml());
});

test('the parts of a system make another one', () => {
  const system = greeter({ dev: 'hello' });
  const place = { ...system.environments.dev, settings: { text: 'bye' } };
  expect(new System({ ...system, environments: { dev: place } }).platform().synthYaml()).toContain('text: bye');
  expect(system.platform().synthYaml()).toContain('text: hello');
});

test('it is written as its platform is', () => {
  process.env.CDK8S_OUTDIR = folder.path;
  const { exitCode } = synthesize(greeter({ dev: 'hello' }));
  delete process.env.CDK8S_OUTDIR;
  expect(exitCode).toBeUndefined();
  expect(Object.keys(filesBelow(folder.path))).toEqual(['greeter/dev/2-main-hall.k8s.yaml', 'greeter/dev/deploy.sh']);
});

test('its policies are those of each of its trees', () => {
  const applied: unknown[] = [];
  const pack = { applyTo: (scope: unknown) => applied.push(scope) };
  const { name, environments, composition } = greeter({ dev: 'hello' });
  const system = new System({ name, environments, composition, policies: [pack] });
  const trees = [system.platform(), system.platform()];
  expect(applied).toEqual(trees);
  expect(system.policies).toEqual([pack]);
});
