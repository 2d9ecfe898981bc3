import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeHelmChart } from '../../bench/helm-chart';
import { countObjects, objectsBelow } from '../../bench/objects';
import { withTradewind } from '../../bench/programs/bare';
import { withPlus } from '../../bench/programs/cdk8s-plus';
import { withCdk8s } from '../../bench/programs/cdk8s';
import { hardened } from '../../bench/programs/full';
import { monitored } from '../../bench/programs/monitored';
import { judged } from '../../bench/programs/policies';
import { workers } from '../../bench/programs/worker';
import { measuredServices } from '../../bench/services';
import { PLACEHOLDER, workerTemplate, writeWorkerChart } from '../../bench/worker-template';

const services = measuredServices(2);
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tradewind-bench-'));
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  withPlus(services, join(folder, 'plus'));
});

afterAll(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

test('the platform writes the objects of cdk8s-plus', () => {
  withTradewind(services, join(folder, 'bare'));

  expect(objectsBelow(join(folder, 'plus')).size).toBe(8);
  expect(objectsBelow(join(folder, 'bare'))).toEqual(objectsBelow(join(folder, 'plus')));
});

// Skipped: where there is no helm.
const withHelm = spawnSync('helm', ['version']).status === 0 ? test : test.skip;

withHelm('Helm writes the objects of cdk8s-plus', () => {
  const [chart, output] = [join(folder, 'chart'), join(folder, 'helm')];
  writeHelmChart(chart, services);
  mkdirSync(output);
  writeFileSync(join(output, 'release.yaml'), execFileSync('helm', ['template', 'bench', chart, '-n', 'bench']));

  expect(objectsBelow(output)).toEqual(objectsBelow(join(folder, 'plus')));
});

test('the hardened system is sound and has more objects', () => {
  hardened(services, join(folder, 'full'));

  expect(process.exitCode).toBeUndefined();
  expect(countObjects(join(folder, 'full'))).toBeGreaterThan(20);
});

test('the hardened system meets every policy', () => {
  judged(services, join(folder, 'judged'));

  expect(process.exitCode).toBeUndefined();
  expect(countObjects(join(folder, 'judged'))).toBe(countObjects(join(folder, 'full')));
});

describe('queue workers', () => {
  beforeAll(() => {
    workers(services, join(folder, 'workers'));
    workers([PLACEHOLDER], join(folder, 'template'));
  });

  test('have all that follows from what they consume', () => {
    expect(process.exitCode).toBeUndefined();
    expect([...objectsBelow(join(folder, 'workers')).keys()]).toEqual([
      expect.stringMatching(/^ConfigMap service-0-config-/),
      expect.stringMatching(/^ConfigMap service-1-config-/),
      ...both('Deployment'),
      'ExternalSecret broker',
      ...both('NetworkPolicy'),
      ...both('PodDisruptionBudget', '-pdb'),
      ...both('PrometheusRule'),
      ...both('ScaledObject'),
      ...both('ServiceAccount'),
      ...both('TriggerAuthentication', '-rabbitmq'),
    ]);
  });

  test('are the same from cdk8s', () => {
    withCdk8s(workerTemplate(join(folder, 'template')))(services, join(folder, 'cdk8s'));

    expect(objectsBelow(join(folder, 'cdk8s'))).toEqual(objectsBelow(join(folder, 'workers')));
  });

  withHelm('are the same from Helm', () => {
    const [chart, output] = [join(folder, 'worker-chart'), join(folder, 'worker-helm')];
    writeWorkerChart(chart, workerTemplate(join(folder, 'template')), services);
    mkdirSync(output);
    writeFileSync(join(output, 'release.yaml'), execFileSync('helm', ['template', 'bench', chart, '-n', 'bench']));

    expect(objectsBelow(output)).toEqual(objectsBelow(join(folder, 'workers')));
  });
});

describe('monitored services', () => {
  beforeAll(() => {
    monitored(services, join(folder, 'monitored'));
    monitored([PLACEHOLDER], join(folder, 'monitored-template'));
  });

  test('are scraped, alerted about and shown', () => {
    expect(process.exitCode).toBeUndefined();
    const names = [...objectsBelow(join(folder, 'monitored')).keys()];
    for (const kind of ['ServiceMonitor', 'ConfigMap']) {
      expect(names.filter((name) => name.startsWith(kind))).toHaveLength(2);
    }
    expect(names.filter((name) => name.startsWith('PrometheusRule'))).toHaveLength(6);
  });

  withHelm('are the same from Helm', () => {
    const [chart, output] = [join(folder, 'monitored-chart'), join(folder, 'monitored-helm')];
    writeWorkerChart(chart, workerTemplate(join(folder, 'monitored-template')), services);
    mkdirSync(output);
    writeFileSync(join(output, 'release.yaml'), execFileSync('helm', ['template', 'bench', chart, '-n', 'bench']));

    expect(objectsBelow(output)).toEqual(objectsBelow(join(folder, 'monitored')));
  });
});

function both(kind: string, suffix = ''): string[] {
  return ['service-0', 'service-1'].map((name) => `${kind} ${name}${suffix}`);
}
