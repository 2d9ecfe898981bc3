import type { Construct } from 'constructs';
import { Duration } from 'cdk8s';
import { Label, MANAGER } from '../core/labels';
import { parseImage } from '../core/image-reference';
import { Phase } from '../core/phase';
import { Configuration } from '../config/configuration';
import type { ICredentialSource } from '../contracts/credential-source';
import { Cluster } from '../environment/cluster';
import { Volume } from '../storage/volume';
import type { Container } from './container';
import type { Image } from './image';
import { type PreparedContainer, prepareContainer } from './container-spec';
import { Controller } from './controller';
import { ImagePullPolicy } from './image-pull-policy';
import { Shutdown } from './shutdown';
import { User } from './user';
import type { WorkloadProps } from './workload-props';

/** A workload with every default filled in: what its objects, its checks and its capacity are read from. */
export interface WorkloadPlan {
  readonly props: WorkloadProps;
  readonly name: string;
  readonly controller: Controller;
  readonly phase: Phase;
  /** The labels that the pods are selected by. */
  readonly selector: Record<string, string>;
  /** The one label that every pod of the workload has and no other. */
  readonly instance: Record<string, string>;
  /** The labels of what is around the workload. */
  readonly labels: Record<string, string>;
  readonly user: User;
  readonly shutdown: Shutdown;
  /** The number of pods where nothing scales them. */
  readonly replicas: number;
  readonly main: PreparedContainer;
  readonly inits: readonly PreparedContainer[];
  readonly sidecars: readonly PreparedContainer[];
  /** The volumes that each pod of a StatefulSet claims. */
  readonly claims: readonly Volume[];
  /** The bundles of credentials that any container uses, each once. */
  readonly bundles: readonly ICredentialSource[];
}

/** Every container that takes resources while the pod runs. */
export function runningContainers(plan: WorkloadPlan): readonly PreparedContainer[] {
  return [plan.main, ...plan.sidecars];
}

/** Every container of a pod. */
export function allContainers(plan: WorkloadPlan): readonly PreparedContainer[] {
  return [...plan.inits, plan.main, ...plan.sidecars];
}

/** Fills in the defaults of a workload, and makes the ConfigMap of its variables. */
export function planWorkload(scope: Construct, id: string, props: WorkloadProps): WorkloadPlan {
  const controller = props.controller ?? Controller.deployment();
  const name = props.identity?.name ?? id;
  const recommended = { [Label.NAME]: name, [Label.INSTANCE]: name };
  const selector: Record<string, string> = { ...(props.identity?.selector ?? recommended) };
  const instance = { [Label.INSTANCE]: selector[Label.INSTANCE] ?? name };
  const phase = props.phase ?? Phase.MAIN;
  const labels = { ...selector, ...recommended, [Label.MANAGED_BY]: MANAGER };
  const shutdown = props.shutdown ?? defaultShutdown(controller, Cluster.of(scope));
  const { inline, stored, variablesFrom } = storeVariables(scope, props, { name: `${name}-config`, labels, phase });
  return {
    props,
    name,
    controller,
    phase,
    selector,
    instance,
    labels,
    user: props.user ?? User.nonRoot(),
    shutdown,
    replicas: props.settings?.replicas ?? props.replicas ?? (controller.kind === 'Deployment' ? 2 : 1),
    main: prepareContainer(
      {
        name: props.identity?.container ?? name,
        property: '',
        image: props.image,
        imagePullPolicy: pullPolicy(scope, props, props.image),
        command: props.command,
        args: props.args,
        ports: [...(props.ports ?? [])],
        variables: inline,
        variablesFrom,
        storedVariables: stored,
        credentials: props.credentials ?? {},
        volumes: { ...props.volumes, ...credentialVolumes(props) },
        resources: props.settings?.resources,
        writableRoot: Boolean(props.writableRoot?.trim()),
        readiness: props.readiness,
        liveness: props.liveness,
        startup: props.startup,
        shutdown: controller.isService ? shutdown : undefined,
      },
      'tmp',
    ),
    inits: prepareOthers(scope, 'initContainers', props.initContainers ?? [], props),
    sidecars: prepareOthers(scope, 'sidecars', props.sidecars ?? [], props),
    claims: Object.values(props.volumes ?? {}).filter((volume) => volume._claimSize !== undefined),
    bundles: bundlesOf(props),
  };
}

function defaultShutdown(controller: Controller, cluster: Cluster): Shutdown {
  return controller.isService && cluster.runsAtLeast('1.30')
    ? Shutdown.afterSleep(Duration.seconds(5), { shell: false })
    : Shutdown.onSignal();
}

interface StoredVariables {
  readonly inline: Record<string, string>;
  readonly stored: Record<string, string>;
  readonly variablesFrom?: () => string;
}

/** An image that was loaded into the nodes is in no registry that could be asked. */
function pullPolicy(scope: Construct, props: WorkloadProps, image: Image): ImagePullPolicy {
  const loaded = Cluster.of(scope).localImages && parseImage(image.referenceFor(scope))?.registry === undefined;
  return props.settings?.imagePullPolicy ?? (loaded ? ImagePullPolicy.IF_NOT_PRESENT : ImagePullPolicy.ALWAYS);
}

/** Kubernetes expands $(NAME) in the variables of a container, not in what comes from a ConfigMap. */
function storeVariables(
  scope: Construct,
  props: WorkloadProps,
  place: { readonly name: string; readonly labels: Record<string, string>; readonly phase: Phase },
): StoredVariables {
  const inline: Record<string, string> = {};
  const stored: Record<string, string> = {};
  const addresses = Object.entries(props.endpoints ?? {}).map(([name, { address }]) => [name, address] as const);
  for (const [name, value] of [...Object.entries(props.variables ?? {}), ...addresses]) {
    (value.includes('$(') ? inline : stored)[name] = value;
  }
  if (Object.keys(stored).length === 0) {
    return { inline, stored };
  }
  const configuration = new Configuration(scope, 'variables', { ...place, data: stored });
  return { inline, stored, variablesFrom: () => configuration.configMapName };
}

/** The name of a Secret may have dots, and be longer than that of a volume. */
function credentialVolumes(props: WorkloadProps): Record<string, Volume> {
  return Object.fromEntries(
    Object.entries(props.credentialFiles ?? {}).map(([path, { secretName }]) => [
      path,
      Volume.secret(secretName.replaceAll('.', '-').slice(0, 63), secretName),
    ]),
  );
}

function prepareOthers(
  scope: Construct,
  property: string,
  containers: readonly Container[],
  props: WorkloadProps,
): PreparedContainer[] {
  return containers.map(({ name, _options: options }, index) =>
    prepareContainer(
      {
        name,
        property: `${property}[${index}]`,
        image: options.image,
        imagePullPolicy: pullPolicy(scope, props, options.image),
        command: options.command,
        args: options.args,
        ports: [],
        variables: options.variables ?? {},
        credentials: options.credentials ?? {},
        volumes: options.volumes ?? {},
        resources: options.resources,
        readiness: options.readiness,
      },
      `${name}-tmp`,
    ),
  );
}

function bundlesOf(props: WorkloadProps): ICredentialSource[] {
  const keys = [props, ...[...(props.initContainers ?? []), ...(props.sidecars ?? [])].map(({ _options }) => _options)];
  const all = [
    ...keys.flatMap(({ credentials }) => Object.values(credentials ?? {}).map(({ source }) => source)),
    ...Object.values(props.credentialFiles ?? {}),
  ];
  return [...new Map(all.map((source) => [source.secretName, source])).values()].sort((a, b) =>
    a.secretName < b.secretName ? -1 : 1,
  );
}
