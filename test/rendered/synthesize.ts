import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { cryptoWallets } from '../../apps/crypto-wallets/main';
import { System } from '../../lib';
import { changed, type Manifest } from './manifest';
import { temporaryFolder } from './temporary';

const ROOT = resolve(__dirname, '../..');

/** In what a rendering differs from the one in the repository. */
export interface Variation {
  /** The version of every image of ours. */
  readonly version?: string;
  /** Settings that replace those of the environment. */
  readonly settings?: object;
}

/** What a pipeline would render next: another version, with another value of a variable. */
export const NEXT_VERSION: Variation = { version: 'v1.0.9', settings: { redis: { enabled: false } } };

/** Renders one environment of a system in this process, and gives its folder. */
export function synthesize(
  environment: string,
  { version, settings }: Variation = {},
  system: System = cryptoWallets,
): string {
  const outdir = temporaryFolder('dist');
  const place = system.environments[environment];
  const images = Object.entries(place.versions ?? {}).filter(([, listed]) => typeof listed === 'string');
  const varied = new System({
    ...system,
    environments: {
      [environment]: {
        ...place,
        versions: Object.fromEntries(images.map(([image, listed]) => [image, version ?? listed])),
        settings: { ...place.settings, ...settings },
      },
    },
  });
  process.env.CDK8S_OUTDIR = outdir;
  quietly(() => varied.synth());
  delete process.env.CDK8S_OUTDIR;
  return filled(join(outdir, system.name, environment));
}

/** Renders all environments of a system as `npm run synth` does, and gives the folder that holds them. */
export function synthesizeAsUsers(system: System = cryptoWallets): string {
  const outdir = temporaryFolder('dist');
  execFileSync(process.execPath, ['-r', 'ts-node/register', 'apps/main.ts', system.name], {
    cwd: ROOT,
    env: { ...process.env, CDK8S_OUTDIR: outdir },
    stdio: 'ignore',
  });
  return join(outdir, system.name);
}

/** A copy whose pods of one kind of workload live as the label says (`fails`, `hangs`, `slow` …). */
export function withPods(folder: string, kind: string, life: string): string {
  return changed(folder, (manifest) => {
    if (manifest.kind === kind) {
      const { metadata } = manifest.spec.template;
      metadata.labels = { ...metadata.labels, 'test.tradewind/pod': life };
    }
  });
}

/** A copy in another namespace, so that one cluster can hold several. */
export function inNamespace(folder: string, namespace: string): string {
  return changed(folder, ({ kind, metadata }) => {
    if (kind === 'Namespace') {
      metadata.name = namespace;
    } else {
      metadata.namespace = namespace;
    }
  });
}

/** The image tag that the pods of a Deployment carry. */
export function imageTag(manifests: readonly Manifest[]): string {
  const images = manifests
    .filter(({ kind }) => kind === 'Deployment')
    .flatMap(({ spec }) => spec.template.spec.containers.map(({ image }: { image: string }) => image));
  const [, tag] = /:([\w.-]+)(?:@|$)/.exec(images[0] ?? '') ?? [];
  if (tag === undefined) {
    throw new Error(`no image tag in ${images.join(', ')}`);
  }
  return tag;
}

/** Keeps warnings that are known out of the test's output; an error becomes an exception. */
function quietly(synth: () => void): void {
  const said: string[] = [];
  const spy = jest.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0);
  const before = process.exitCode;
  try {
    synth();
    if (process.exitCode !== before) {
      throw new Error(said.join(''));
    }
  } finally {
    process.exitCode = before;
    spy.mockRestore();
  }
}

function filled(folder: string): string {
  if (readdirSync(folder).length === 0) {
    throw new Error(`nothing was rendered in ${folder}`);
  }
  return folder;
}
