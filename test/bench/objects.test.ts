import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeHelmChart } from '../../bench/helm-chart';
import { countObjects, objectsBelow } from '../../bench/objects';
import { withTradewind } from '../../bench/programs/bare';
import { withPlus } from '../../bench/programs/cdk8s-plus';
import { hardened } from '../../bench/programs/full';
import { measuredServices } from '../../bench/services';

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
