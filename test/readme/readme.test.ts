import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import './testing';

const README = readFileSync(resolve(__dirname, '../../README.md'), 'utf8');
const EXAMPLES = ['service.ts', 'platform.ts', 'streams.ts', 'override.ts', 'testing.ts', 'elsewhere.ts'];

function blocks(language: string): string[] {
  return [...README.matchAll(new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, text]) => text);
}

/** Runs an example as a user would, with its output in a folder of its own. */
function run(example: string, hear: (text: string) => void = () => undefined): string {
  const folder = mkdtempSync(join(tmpdir(), 'tradewind-readme-'));
  const before = process.env.CDK8S_OUTDIR;
  process.env.CDK8S_OUTDIR = folder;
  const write = jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
    hear(String(text));
    return true;
  });
  try {
    jest.isolateModules(() => jest.requireActual(`./${example}`));
    return folder;
  } finally {
    write.mockRestore();
    process.env.CDK8S_OUTDIR = before;
  }
}

/** A block as it stands in the YAML: moved to the right by up to ten columns. */
function indentations(block: string): string[] {
  return [0, 2, 4, 6, 8, 10].map((columns) => block.replace(/^(?=.)/gm, ' '.repeat(columns)));
}

test('every example stands in the README as it is compiled and run here', () => {
  expect(blocks('ts')).toEqual(EXAMPLES.map((file) => readFileSync(join(__dirname, file), 'utf8')));
});

test.each([
  ['service', 'orders', 0, 2],
  ['platform', 'balances', 2, 3],
  ['streams', 'ticks', 3, 5],
])('the YAML in the README is what comes out of %s.ts', (example, system, first, end) => {
  const folder = run(example);
  const main = readFileSync(join(folder, `${system}/prod/2-main-${system}.k8s.yaml`), 'utf8');
  expect(blocks('yaml')).toHaveLength(5);
  for (const block of blocks('yaml').slice(first, end)) {
    expect(indentations(block).some((indented) => main.includes(indented))).toBe(true);
  }
  rmSync(folder, { recursive: true });
});

test('the example beside cdk8s-plus scales the workload', () => {
  const folder = run('elsewhere');
  const yaml = readFileSync(join(folder, 'shop.k8s.yaml'), 'utf8');
  expect(yaml).toContain('kind: HorizontalPodAutoscaler');
  expect(yaml).not.toMatch(/^ {2}replicas:/m);
  rmSync(folder, { recursive: true });
});

test.each(['service', 'platform', 'streams'])('every Service of %s.ts has a caller', (example) => {
  const said: string[] = [];
  const folder = run(example, (text) => said.push(text));
  expect(said.join('')).toMatch(/^✓ /m);
  expect(said.join('')).not.toContain('unreachable-service');
  rmSync(folder, { recursive: true });
});

test('the two commands stand first', () => {
  expect(blocks('sh').slice(0, 2)).toEqual(['npm ci && npm run synth\n', 'npm test\n']);
});
