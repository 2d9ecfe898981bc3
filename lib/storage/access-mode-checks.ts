import type { IConstruct } from 'constructs';
import { reportError } from '../core/diagnostic-registry';
import { isDnsSubdomain } from '../core/dns-name';
import { Cluster } from '../environment/cluster';
import { AccessMode } from './access-mode';

/** The StorageClass that a cluster declares for claims of a mode; undefined for the default class of the cluster. */
export function declaredClass(cluster: Cluster, mode: AccessMode): string | undefined {
  return mode === AccessMode.READ_WRITE_MANY ? cluster.sharedStorageClass : cluster.storageClass;
}

/** Reports a mode that is none, and one that the cluster cannot provide for a new claim. */
export function checkAccessMode(
  scope: IConstruct,
  given: AccessMode | undefined,
  storageClass: string | undefined,
  owner?: string,
): void {
  const mode = given ?? AccessMode.READ_WRITE_ONCE;
  const cluster = Cluster.of(scope);
  const storage = storageClass ?? (isAccessMode(mode) ? declaredClass(cluster, mode) : undefined);
  if (storage !== undefined && !isDnsSubdomain(storage)) {
    reportError(scope, {
      property: owner === undefined ? 'storageClass' : `${owner}.storageClass`,
      value: JSON.stringify(storage),
      rule: 'the name of a StorageClass is a DNS name in lower case',
      fix: 'use a-z, 0-9, - and ., with letters or digits at the ends',
    });
  }
  const finding = { property: owner === undefined ? 'accessMode' : `${owner}.accessMode`, value: mode };
  if (!isAccessMode(mode)) {
    reportError(scope, { ...finding, value: JSON.stringify(mode), ...NO_MODE });
  } else if (mode === AccessMode.READ_ONLY_MANY) {
    reportError(scope, {
      ...finding,
      rule: 'a new claim is empty, and no pod could ever write to this one',
      fix: 'use AccessMode.READ_WRITE_MANY; for a claim that exists use Volume.persistentVolumeClaim',
    });
  } else if (mode === AccessMode.READ_WRITE_ONCE_POD && !cluster.runsAtLeast('1.27')) {
    reportError(scope, {
      ...finding,
      value: `${mode}, on Kubernetes ${cluster.kubernetesVersion}`,
      rule: 'Kubernetes provides this access mode from 1.27 on: an older API server refuses the claim',
      fix: 'use AccessMode.READ_WRITE_ONCE with controller: Controller.singlePod()',
    });
  } else if (mode === AccessMode.READ_WRITE_MANY && !sharesByClass(cluster, storageClass)) {
    reportError(scope, {
      ...finding,
      value: storageClass === undefined ? mode : `${mode}, of the class ${JSON.stringify(storageClass)}`,
      rule: 'the cluster declares no class that several nodes can write to: the claim would stay Pending',
      fix: 'declare it as sharedStorageClass of the cluster, or name one in storageClass that provides ReadWriteMany',
    });
  }
}

/** What is said of a mode that is none. */
export const NO_MODE = {
  rule: 'it is no access mode of a claim: the API server refuses it',
  fix: `use one of: ${Object.keys(AccessMode)
    .map((name) => `AccessMode.${name}`)
    .join(', ')}`,
};

/** Whether a value is an access mode: settings may come from JSON. */
export function isAccessMode(mode: AccessMode): boolean {
  return Object.values(AccessMode).includes(mode);
}

/** The class of all other claims is a disk unless the cluster says otherwise; of a third class its author knows. */
function sharesByClass(cluster: Cluster, storageClass: string | undefined): boolean {
  const { sharedStorageClass } = cluster;
  return storageClass === undefined
    ? sharedStorageClass !== undefined
    : storageClass === sharedStorageClass || storageClass !== cluster.storageClass;
}
