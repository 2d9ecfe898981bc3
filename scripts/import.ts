/**
 * Generates imports/ from CRD files, and the schema of KEDA's scalers: `npm run import -- CRD_DIR SCALERS`.
 * CRD_DIR holds one file a kind, named `<group>_<plural>.yaml`; SCALERS is the file `scalers-schema.json` of KEDA.
 * Without them, those beside a maintainer's clone.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parse, stringify } from 'yaml';
import { CUSTOM_RESOURCES } from './custom-resources';
import { compactSchema, type ScalerSchema } from './scaler-schema';
import { onlyStoredVersion, type CustomResourceDefinition } from './stored-version';

const root = join(__dirname, '..');
const output = join(root, 'imports');
const source = resolve(process.argv[2] ?? join(root, '..', 'shared', 'crds'));
const scalers = resolve(process.argv[3] ?? join(root, '..', 'shared', 'keda', 'scalers-schema.json'));

const schema = compactSchema(JSON.parse(readFileSync(scalers, 'utf8')) as ScalerSchema);
writeFileSync(join(root, 'lib', 'scaling', 'keda-schema.ts'), schema);
console.log(`lib/scaling/keda-schema.ts: ${schema.split('\n').length} lines`);

const work = mkdtempSync(join(tmpdir(), 'import-'));
try {
  const generated = join(work, 'imports');
  for (const [group, plurals] of Object.entries(CUSTOM_RESOURCES)) {
    const definitions = plurals.map((plural) => {
      const file = join(source, `${group}_${plural}.yaml`);
      return onlyStoredVersion(parse(readFileSync(file, 'utf8')) as CustomResourceDefinition);
    });
    // One file a group, because `cdk8s import` names its output by group and would overwrite the first by the second.
    const input = join(work, `${group}.yaml`);
    writeFileSync(input, definitions.map((definition) => stringify(definition)).join('---\n'));
    cdk8sImport(input, generated);
  }

  mkdirSync(output, { recursive: true });
  for (const name of readdirSync(output).filter((file) => file.endsWith('.ts'))) {
    rmSync(join(output, name));
  }
  for (const name of readdirSync(generated).sort()) {
    const text = readFileSync(join(generated, name), 'utf8').replace(/[ \t]+$/gm, '');
    writeFileSync(join(output, name), text);
    console.log(`imports/${name}: ${text.split('\n').length} lines`);
  }
} finally {
  rmSync(work, { recursive: true });
}

function cdk8sImport(input: string, folder: string): void {
  const cli = join(dirname(createRequire(__filename).resolve('cdk8s-cli/package.json')), 'bin', 'cdk8s');
  execFileSync(process.execPath, [cli, 'import', input, '--output', folder, '--language', 'typescript'], {
    cwd: work,
    // Without this every offline run complains that it cannot ask for a newer version.
    env: { ...process.env, CDK8S_CHECK_UPGRADE: 'false' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
