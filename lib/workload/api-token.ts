import type { IConstruct } from 'constructs';
import { reportError } from '../core/diagnostic-registry';
import { Volume } from '../storage/volume';
import type { ContainerOptions } from './container';
import { usesApi } from './service-account';
import type { WorkloadProps } from './workload-props';

/** Where every client of the API server looks for a token. */
const TOKEN_FOLDER = '/var/run/secrets/kubernetes.io/serviceaccount';

/** Whether the kubelet mounts the token into every container; otherwise only those have it that say so. */
export function mountsTokenEverywhere(props: WorkloadProps): boolean {
  return usesApi(props) && holders(props).length === 0;
}

/** The token as a volume of a container that says that it holds it. */
export function tokenVolumes({ apiToken }: ContainerOptions): Record<string, Volume> {
  return apiToken ? { [TOKEN_FOLDER]: Volume._accountToken('account-token') } : {};
}

/** Reports a token that opens nothing. */
export function checkTokens(scope: IConstruct, props: WorkloadProps): void {
  if (!usesApi(props)) {
    for (const property of holders(props)) {
      reportError(scope, {
        property,
        value: 'true, and a workload without permissions',
        rule: 'the token of an account that may do nothing opens nothing, and no network policy opens the API server',
        fix: 'give the workload permissions or clusterPermissions, or leave apiToken out',
      });
    }
  }
}

function holders({ initContainers = [], sidecars = [] }: WorkloadProps): string[] {
  return Object.entries({ initContainers, sidecars }).flatMap(([property, containers]) =>
    containers.flatMap(({ _options }, index) => (_options.apiToken ? [`${property}[${index}].apiToken`] : [])),
  );
}
