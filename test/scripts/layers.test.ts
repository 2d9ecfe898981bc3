import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = join(__dirname, '..', '..');

/** Files of a small project that obeys every rule. */
const SOUND = {
  'package.json': JSON.stringify({
    peerDependencies: { 'cdk8s-plus-28': '1' },
    devDependencies: { 'cdk8s-plus-28': '1', yaml: '1' },
  }),
  'node_modules/cdk8s-plus-28/package.json': '{"name":"cdk8s-plus-28","version":"1.0.0","main":"index.js"}',
  'node_modules/cdk8s-plus-28/index.js': '',
  'node_modules/yaml/package.json': '{"name":"yaml","version":"1.0.0","main":"index.js"}',
  'node_modules/yaml/index.js': '',
  'imports/keda.ts': 'export interface Spec {}',
  'test/helper.ts': 'export const x = 1;',
  'lib/index.ts': "export * from './web/api';",
  'lib/core/name.ts': 'export const x = 1;',
  'lib/core/label.ts': "import { x } from './name'; export const y = x;",
  'lib/contracts/peer.ts': "import { y } from '../core/label'; export const x = y;",
  'lib/environment/cluster.ts': "import { x } from '../contracts/peer'; export const y = x;",
  'lib/network/policy.ts': "import type { Spec } from '../../imports/keda'; export interface P extends Spec {}",
  'lib/scaling/hpa.ts': "import type * as kplus from 'cdk8s-plus-28'; export type H = kplus.Cpu;",
  'lib/workload/plus-selector.ts': "import * as kplus from 'cdk8s-plus-28'; export const x = kplus;",
  'lib/web/api.ts':
    "import { x } from '../workload/plus-selector'; import { join } from 'node:path'; export const y = [x, join];",
  'lib/delivery/helm.ts': "import { y } from '../web/api'; export const x = y;",
  'apps/main.ts': "import * as lib from '../lib'; export const x = lib;",
};

/** One file that breaks one rule, each: its path, its code, the rule. */
const BROKEN: readonly (readonly [path: string, code: string, rule: string])[] = [
  ['lib/core/upward.ts', "import { x } from '../contracts/peer'; export const z = x;", 'layer-core'],
  ['lib/core/upward-type.ts', "import type { P } from '../network/policy'; export type Z = P;", 'layer-core'],
  ['lib/contracts/upward.ts', "export * from '../environment/cluster';", 'layer-contracts'],
  ['lib/network/sibling.ts', "import type { H } from '../scaling/hpa'; export type Z = H;", 'layer-network'],
  ['lib/workload/upward.ts', "import { y } from '../web/api'; export const z = y;", 'layer-workload'],
  ['lib/workers/sibling.ts', "import { y } from '../web/api'; export const z = y;", 'layer-workers'],
  ['lib/synth/upward.ts', "import { x } from '../delivery/helm'; export const z = x;", 'layer-synth'],
  ['lib/misc/unknown.ts', "import { x } from '../core/name'; export const z = x;", 'layer-unknown'],
  ['lib/delivery/index-user.ts', "import { y } from '../index'; export const z = y;", 'index-only-from-outside'],
  ['lib/web/tester.ts', "import { x } from '../../test/helper'; export const z = x;", 'lib-stands-alone'],
  [
    'lib/network/loader.ts',
    "import { Spec } from '../../imports/keda'; export class Z implements Spec {}",
    'imports-are-types',
  ],
  [
    'lib/core/early.ts',
    "import type { Spec } from '../../imports/keda'; export type Z = Spec;",
    'imports-from-layer-4',
  ],
  ['lib/workload/heavy.ts', "import * as kplus from 'cdk8s-plus-28'; export const z = kplus;", 'cdk8s-plus-is-types'],
  ['lib/synth/dev.ts', "import * as yaml from 'yaml'; export const z = yaml;", 'lib-needs-only-peers'],
  ['lib/synth/lost.ts', "import * as lost from 'not-installed'; export const z = lost;", 'resolvable'],
  ['apps/deep.ts', "import { x } from '../lib/core/name'; export const z = x;", 'apps-use-the-index'],
  ['apps/tester.ts', "import { x } from '../test/helper'; export const z = x;", 'apps-stand-alone'],
  ['lib/core/one.ts', "import { b } from './two'; export const a = () => b;", 'no-cycle'],
];

/** The other half of the cycle, which is reported once. */
const OTHER_HALF = { 'lib/core/two.ts': "import { a } from './one'; export const b = () => a;" };

interface Report {
  readonly summary: {
    readonly violations: readonly { readonly from: string; readonly rule: { readonly name: string } }[];
  };
}

/** Writes the files into an empty folder and returns what the checker holds against each of them. */
function violations(files: Record<string, string>): Map<string, Set<string>> {
  const folder = mkdtempSync(join(tmpdir(), 'layers-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const tool = join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');
    const settings = ['--config', join(root, '.dependency-cruiser.cjs'), '--output-type', 'json'];
    const json = execFileSync(process.execPath, [tool, ...settings, 'lib', 'apps'], { cwd: folder, encoding: 'utf8' });
    const found = new Map<string, Set<string>>();
    for (const { from, rule } of (JSON.parse(json) as Report).summary.violations) {
      found.set(from, (found.get(from) ?? new Set()).add(rule.name));
    }
    return found;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('a project that obeys the layers passes', () => {
  expect(violations(SOUND)).toEqual(new Map());
}, 60_000);

describe('a wrong import', () => {
  let found: Map<string, Set<string>>;
  beforeAll(() => {
    found = violations({ ...SOUND, ...OTHER_HALF, ...Object.fromEntries(BROKEN.map(([path, code]) => [path, code])) });
  }, 60_000);

  test.each(BROKEN)('%s is refused', (path, _code, rule) => {
    expect([...(found.get(path) ?? [])]).toContain(rule);
  });

  test('does not cast suspicion on others', () => {
    const broken = BROKEN.map(([path]) => path);
    expect([...found.keys()].filter((path) => !broken.includes(path))).toEqual([]);
  });
});

test('every folder of lib/ has a layer', () => {
  const config = jest.requireActual<{ forbidden: { name: string }[] }>('../../.dependency-cruiser.cjs');
  const layered = new Set(config.forbidden.map(({ name }) => name));
  const lib = join(root, 'lib');
  const folders = readdirSync(lib, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map(({ name }) => name).filter((name) => !layered.has(`layer-${name}`))).toEqual([]);
});
