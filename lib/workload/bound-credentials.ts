import type { Construct } from 'constructs';
import type { CredentialBinding, ICredentialSource } from '../contracts/credential-source';
import type { ICredentialKey } from '../contracts/credential-key';
import { markBundleRead } from '../secrets/key-readers';
import { Volume } from '../storage/volume';
import type { Controller } from './controller';
import type { WorkloadProps } from './workload-props';

/** A bundle that a workload uses, how it uses it, and what the bundle asks for that. */
export interface BoundBundle {
  readonly source: ICredentialSource;
  readonly binding: CredentialBinding;
  /** The keys that any container reads as variables. */
  readonly variables: readonly string[];
}

type Credentials = Readonly<Record<string, ICredentialKey>>;

/** Binds every bundle that any container uses, each once, in the order of their names. */
export function bindBundles(scope: Construct, controller: Controller, props: WorkloadProps): BoundBundle[] {
  const others = [...(props.initContainers ?? []), ...(props.sidecars ?? [])].map(({ _options }) => _options);
  const used = [mainCredentials(props), ...others.map(({ credentials }) => credentials ?? {})].flatMap((credentials) =>
    Object.values(credentials),
  );
  const asFiles = [props, ...others].flatMap(({ credentialFiles }) => Object.values(credentialFiles ?? {}));
  asFiles.forEach(markBundleRead);
  const sources = new Map(
    [...used.map(({ source }) => source), ...asFiles].map((source) => [source.secretName, source]),
  );
  const keys = new Map<string, Set<string>>();
  for (const { source, key } of used) {
    keys.set(source.secretName, (keys.get(source.secretName) ?? new Set()).add(key));
  }
  return [...sources.keys()].sort().flatMap((name) => {
    const source = sources.get(name);
    const variables = [...(keys.get(name) ?? [])].sort();
    const use = { variables, longRunning: controller.isService };
    return source ? [{ source, variables, binding: source.bindToWorkload(scope, use) }] : [];
  });
}

/** The variables filled from credentials: what the author gave, and what addresses are made of. */
export function mainCredentials(props: WorkloadProps): Record<string, ICredentialKey> {
  const all: Record<string, ICredentialKey> = { ...props.credentials };
  for (const [name, { secretKey, credentials }] of Object.entries(props.endpoints ?? {})) {
    Object.assign(all, credentials, secretKey && { [name]: secretKey });
  }
  return all;
}

/** The folders of credentials as files. */
export function credentialVolumes(
  files: Readonly<Record<string, ICredentialSource>>,
  bundles: readonly BoundBundle[],
): Record<string, Volume> {
  return Object.fromEntries(
    Object.entries(files).map(([path, { secretName }]) => {
      const bound = bundles.find(({ source }) => source.secretName === secretName);
      return [path, (bound && mountedVolume(bound)) ?? Volume.secret(volumeName(secretName), secretName)];
    }),
  );
}

/** The folders that a container mounts only because it reads variables: without the mount there is no Secret. */
export function variableVolumes(
  credentials: Credentials,
  bundles: readonly BoundBundle[],
  files: Readonly<Record<string, ICredentialSource>> = {},
): Record<string, Volume> {
  const read = new Set(Object.values(credentials).map(({ source }) => source.secretName));
  Object.values(files).forEach(({ secretName }) => read.delete(secretName));
  return Object.fromEntries(
    bundles
      .filter(({ source }) => read.has(source.secretName))
      .flatMap((bound) => {
        const volume = mountedVolume(bound);
        return volume ? [[`/mnt/secrets-store/${bound.source.secretName}`, volume]] : [];
      }),
  );
}

function mountedVolume({ source, binding }: BoundBundle): Volume | undefined {
  const { volume } = binding;
  return volume && Volume._csi(volumeName(source.secretName), volume.driver, volume.attributes);
}

/** The name of a Secret may have dots, and be longer than that of a volume. */
function volumeName(secretName: string): string {
  return secretName.replaceAll('.', '-').slice(0, 63);
}
