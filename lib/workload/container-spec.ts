import type { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { reportError } from '../core/diagnostic-registry';
import { isDnsLabel, isEnvironmentVariableName } from '../core/dns-name';
import { expandableText, inOrderOfReference } from '../core/variable-references';
import type { Wire } from '../core/wire';
import type { ICredentialKey } from '../contracts/credential-key';
import type { Port } from '../network/port';
import { Volume } from '../storage/volume';
import type { Image } from './image';
import type { ImagePullPolicy } from './image-pull-policy';
import type { Probe } from './probe';
import { checkLivenessPatience, checkProbePort, checkProbeTimes } from './probe-checks';
import { checkResources, type ResolvedResources, resolveResources } from './resolved-resources';
import type { Resources } from './resources';
import type { Shutdown } from './shutdown';
import { checkReferences } from './reference-checks';

type WireContainer = Wire<k8s.Container>;

/** A container of a pod with everything that decides its content. */
export interface ContainerParts {
  readonly name: string;
  /** Where it stands in the props, for messages; empty for the main container. */
  readonly property: string;
  readonly image: Image;
  readonly imagePullPolicy: ImagePullPolicy;
  readonly command?: string[];
  readonly args?: string[];
  readonly ports: readonly Port[];
  readonly variables: Readonly<Record<string, string>>;
  /** The name of a ConfigMap whose keys are variables, too. */
  readonly variablesFrom?: () => string;
  /** What that ConfigMap holds. */
  readonly storedVariables?: Readonly<Record<string, string>>;
  readonly credentials: Readonly<Record<string, ICredentialKey>>;
  readonly volumes: Readonly<Record<string, Volume>>;
  readonly resources?: Resources;
  /** Whether Kubernetes runs it as an init container that is restarted and does not end: a native sidecar. */
  readonly isNativeSidecar?: boolean;
  /** Whether it is an init container that runs before the native sidecars. */
  readonly isBeforeSidecars?: boolean;
  /** Whether the image writes to its own root, for a reason that the author gave. */
  readonly writableRoot?: boolean;
  readonly readiness?: Probe;
  readonly liveness?: Probe;
  readonly startup?: Probe;
  readonly shutdown?: Shutdown;
}

/** A container whose defaults are filled in. */
export interface PreparedContainer extends ContainerParts {
  readonly resolvedResources: ResolvedResources;
  readonly mounts: Readonly<Record<string, Volume>>;
  /** The bytes of the node's disk that its scratch spaces can take. */
  readonly scratchBytes: number;
}

/** Fills in the defaults of a container: a scratch space at /tmp, resources that cover it. */
export function prepareContainer(parts: ContainerParts, scratchName: string): PreparedContainer {
  const hasTmp = '/tmp' in parts.volumes;
  const mounts = hasTmp ? parts.volumes : { ...parts.volumes, '/tmp': Volume.scratch(scratchName) };
  const scratch = new Set(Object.values(mounts));
  const scratchBytes = [...scratch].reduce((sum, volume) => sum + volume._scratchBytes, 0);
  return { ...parts, mounts, scratchBytes, resolvedResources: resolveResources(parts.resources, scratchBytes) };
}

/** A container in the words of the wire format, hardened as Pod Security `restricted` demands and more. */
export function renderContainer(scope: Construct, container: PreparedContainer): WireContainer {
  const { ports, readiness, liveness, startup } = container;
  const configMap = container.variablesFrom?.();
  return {
    name: container.name,
    image: container.image.referenceFor(scope),
    imagePullPolicy: container.imagePullPolicy,
    restartPolicy: container.isNativeSidecar ? 'Always' : undefined,
    command: container.command && [...container.command],
    args: container.args && [...container.args],
    ports: orNothing(
      ports.map((port) => ({ name: port.name, containerPort: port.containerPort, protocol: port.protocol })),
    ),
    envFrom: configMap === undefined ? undefined : [{ configMapRef: { name: configMap } }],
    env: orNothing(environment(container)),
    startupProbe: startup?._render(ports),
    readinessProbe: readiness?._render(ports),
    livenessProbe: liveness?._render(ports),
    lifecycle: container.shutdown?._lifecycle(ports),
    resources: {
      requests: { ...container.resolvedResources.requests },
      limits: { ...container.resolvedResources.limits },
    },
    securityContext: {
      allowPrivilegeEscalation: false,
      privileged: false,
      readOnlyRootFilesystem: !container.writableRoot,
      runAsNonRoot: true,
      capabilities: { drop: ['ALL'] },
      seccompProfile: { type: 'RuntimeDefault' },
    },
    volumeMounts: Object.keys(container.mounts)
      .sort()
      .map((mountPath) => {
        const volume = container.mounts[mountPath];
        const mountPropagation = volume._host?.followMounts ? 'HostToContainer' : undefined;
        return { name: volume.name, mountPath, readOnly: volume._writable ? undefined : true, mountPropagation };
      }),
  };
}

/** Kubernetes expands `$(NAME)` only from what stands before it: credentials first, then each variable after its own. */
function environment(container: PreparedContainer): Wire<k8s.EnvVar>[] {
  return [
    ...Object.keys(container.credentials)
      .sort()
      .map((name) => {
        const { source, key } = container.credentials[name];
        return { name, valueFrom: { secretKeyRef: { name: source.secretName, key } } };
      }),
    // The server holds no empty value: without one the variable is empty.
    ...inOrderOfReference(container.variables).map((name) => ({
      name,
      value: expandableText(container.variables[name]) || undefined,
    })),
  ];
}

/** Reports what the API server would refuse of a container, and what could not work. */
export function checkContainer(scope: Construct, workloadName: string, container: PreparedContainer): void {
  const at = (property: string): string => (container.property ? `${container.property}.${property}` : property);
  // A container that is named like its workload would only say the same again.
  if (container.name !== workloadName && !isDnsLabel(container.name)) {
    reportError(scope, {
      property: at('name'),
      value: JSON.stringify(container.name),
      rule: 'the name of a container is a DNS label of at most 63 characters',
      fix: 'use a-z, 0-9 and -, no - at the ends',
    });
  }
  container.image._check(scope, at('image'));
  checkResources(
    scope,
    container.property ? at('resources') : 'settings.resources',
    container.resolvedResources,
    container.scratchBytes,
  );
  checkVariables(scope, at, container);
  checkReferences(scope, at, container);
  checkMounts(scope, at, container);
  checkProbes(scope, at, container);
  container.shutdown?._check(scope, container.ports);
}

function checkVariables(scope: Construct, at: (property: string) => string, container: PreparedContainer): void {
  const variables = { ...container.storedVariables, ...container.variables };
  for (const [property, names] of [
    ['variables', Object.keys(variables)],
    ['credentials', Object.keys(container.credentials)],
  ] as const) {
    for (const name of names) {
      if (!isEnvironmentVariableName(name)) {
        reportError(scope, {
          property: at(`${property}.${name}`),
          rule: 'the name of a variable has letters, digits, -, _ and . and does not begin with a digit',
          fix: 'choose a plainer name, such as REDIS_URL',
        });
      }
    }
  }
  for (const [name, { source, key }] of Object.entries(container.credentials)) {
    const { knownKeys } = source;
    if (knownKeys && !knownKeys.includes(key)) {
      reportError(scope, {
        property: at(`credentials.${name}`),
        value: `the key ${JSON.stringify(key)} of ${source.secretName}`,
        rule: 'the bundle has no such key: the pod would never start',
        fix: `use one of: ${knownKeys.join(', ')}; or add the key to the bundle`,
      });
    }
    if (name in variables) {
      reportError(scope, {
        property: at(`credentials.${name}`),
        value: 'a name that is a plain variable or an endpoint, too',
        rule: 'a variable is set once',
        fix: 'remove one of the two',
      });
    }
  }
}

function checkMounts(scope: Construct, at: (property: string) => string, container: PreparedContainer): void {
  for (const [path, volume] of Object.entries(container.mounts)) {
    volume._check(scope, at(`volumes.${path}`));
    if (!path.startsWith('/') || path.includes(':') || path === '/') {
      reportError(scope, {
        property: at(`volumes.${path}`),
        rule: 'a volume is mounted at an absolute path below the root, without a colon',
        fix: "give a path such as '/var/lib/data'",
      });
    }
  }
}

function checkProbes(scope: Construct, at: (property: string) => string, container: PreparedContainer): void {
  const { readiness, liveness, startup, ports } = container;
  readiness?._check(scope, at('readiness'), ports);
  liveness?._check(scope, at('liveness'), ports);
  startup?._check(scope, at('startup'), ports);
  for (const [name, probe] of Object.entries({ readiness, liveness, startup })) {
    if (probe) {
      checkProbePort(scope, at(name), probe, ports);
      checkProbeTimes(scope, at(name), probe, name);
    }
  }
  if (liveness) {
    checkLivenessPatience(scope, at('liveness'), liveness);
  }
  if (readiness && liveness?._asks(readiness)) {
    reportError(scope, {
      property: at('liveness'),
      value:
        `the same question as readiness: ${liveness.kind} ${liveness.question || liveness.command.join(' ')}`.trim(),
      rule: 'a pod that is only busy or waits for another would be killed instead of spared',
      fix: 'ask liveness about the process alone, readiness about what it needs; or leave liveness out',
    });
  }
}

function orNothing<T>(list: T[]): T[] | undefined {
  return list.length > 0 ? list : undefined;
}
