import type { Construct } from 'constructs';
import { Duration } from 'cdk8s';
import { isEnvironmentVariableName } from '../core/dns-name';
import { givenText } from '../core/given-text';
import { Label, MANAGER } from '../core/labels';
import { parseImage } from '../core/image-reference';
import { Phase } from '../core/phase';
import { mayRefer } from '../core/variable-references';
import { Configuration } from '../config/configuration';
import { Cluster } from '../environment/cluster';
import type { Port } from '../network/port';
import type { PodBounds } from '../scaling/scaling';
import type { Volume } from '../storage/volume';
import {
  bindBundles,
  type BoundBundle,
  credentialVolumes,
  mainCredentials,
  variableVolumes,
} from './bound-credentials';
import { tokenVolumes } from './api-token';
import type { Container } from './container';
import type { Image } from './image';
import { type ContainerParts, type PreparedContainer, prepareContainer } from './container-spec';
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
  /** The bounds of whoever scales the pods; undefined where nobody does, or nobody says between which. */
  readonly bounds: PodBounds | undefined;
  /** The number of pods where nothing scales them. */
  readonly replicas: number;
  readonly main: PreparedContainer;
  readonly inits: readonly PreparedContainer[];
  readonly sidecars: readonly PreparedContainer[];
  /** The volumes that each pod of a StatefulSet claims. */
  readonly claims: readonly Volume[];
  /** The bundles of credentials that any container uses, each once, and what they ask for. */
  readonly bundles: readonly BoundBundle[];
}

/** Every container that takes resources while the pod runs. */
export function runningContainers(plan: WorkloadPlan): readonly PreparedContainer[] {
  return [plan.main, ...plan.sidecars];
}

/** Every container of a pod. */
export function allContainers(plan: WorkloadPlan): readonly PreparedContainer[] {
  return [...plan.inits, plan.main, ...plan.sidecars];
}

/** Every port of a pod. */
export function portsOf(plan: WorkloadPlan): Port[] {
  return runningContainers(plan).flatMap((container) => [...container.ports]);
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
  const bundles = bindBundles(scope, controller, props);
  const credentials = mainCredentials(props);
  const files = props.credentialFiles ?? {};
  const place = { labels, phase };
  const addresses = Object.entries(props.endpoints ?? {})
    .filter(([, { secretKey }]) => !secretKey)
    .map(([variable, { address }]) => [variable, address] as const);
  const plain = textsOf(scope, 'variables', props.variables);
  const variables = storeVariables(scope, 'variables', [...plain, ...addresses], { ...place, name: `${name}-config` });
  const others = { props, bundles, place, name };
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
    bounds: props.scaling ?? props.scaledElsewhere,
    replicas: props.settings?.replicas ?? props.replicas ?? controller._defaultReplicas,
    main: prepareContainer(
      {
        name: props.identity?.container ?? name,
        property: '',
        image: props.image,
        imagePullPolicy: pullPolicy(scope, props, props.image),
        command: props.command,
        args: props.args,
        ports: [...(props.ports ?? [])],
        ...variables,
        credentials,
        volumes: {
          ...props.volumes,
          ...variableVolumes(credentials, bundles, files),
          ...credentialVolumes(files, bundles),
        },
        resources: props.settings?.resources,
        writableRoot: Boolean(props.writableRoot?.trim()),
        readiness: props.readiness,
        liveness: props.liveness,
        startup: props.startup,
        shutdown: controller.isService ? shutdown : undefined,
      },
      'tmp',
    ),
    inits: prepareOthers(scope, 'initContainers', props.initContainers ?? [], others),
    sidecars: prepareOthers(scope, 'sidecars', props.sidecars ?? [], others).map((sidecar, index) => ({
      ...sidecar,
      isNativeSidecar: props.sidecars?.[index]._options.nativeSidecar ?? !controller.isService,
    })),
    claims: Object.values(props.volumes ?? {}).filter((volume) => volume._claimSize !== undefined),
    bundles,
  };
}

function defaultShutdown(controller: Controller, cluster: Cluster): Shutdown {
  return controller.isService && cluster.runsAtLeast('1.30')
    ? Shutdown.afterSleep(Duration.seconds(5), { shell: false })
    : Shutdown.onSignal();
}

/** An image that was loaded into the nodes is in no registry that could be asked. */
function pullPolicy(scope: Construct, props: WorkloadProps, image: Image): ImagePullPolicy {
  const loaded = Cluster.of(scope).localImages && parseImage(image.referenceFor(scope))?.registry === undefined;
  return props.settings?.imagePullPolicy ?? (loaded ? ImagePullPolicy.IF_NOT_PRESENT : ImagePullPolicy.ALWAYS);
}

/** Where the variables of a workload are stored. */
interface Place {
  readonly labels: Record<string, string>;
  readonly phase: Phase;
}

/** The plain variables that the author gave. */
function textsOf(scope: Construct, property: string, given: Readonly<Record<string, string>> = {}): [string, string][] {
  return Object.entries(given).map(([name, value]) => [name, givenText(scope, `${property}.${name}`, value)]);
}

/** Kubernetes expands $(NAME) in the variables of a container, not in what comes from a ConfigMap. */
function storeVariables(
  scope: Construct,
  id: string,
  given: readonly (readonly [string, string])[],
  place: Place & { readonly name: string },
): Pick<ContainerParts, 'variables' | 'storedVariables' | 'variablesFrom'> {
  const variables: Record<string, string> = {};
  const storedVariables: Record<string, string> = {};
  for (const [name, value] of given) {
    // A name that is none has a finding of its own, and no second one as the key of a ConfigMap.
    const isStored = !mayRefer(value) && isEnvironmentVariableName(name);
    (isStored ? storedVariables : variables)[name] = value;
  }
  if (Object.keys(storedVariables).length === 0) {
    return { variables };
  }
  const configuration = new Configuration(scope, id, { ...place, data: storedVariables });
  return { variables, storedVariables, variablesFrom: () => configuration.configMapName };
}

/** What the containers beside the main one take from their workload. */
interface Surroundings {
  readonly name: string;
  readonly props: WorkloadProps;
  readonly bundles: readonly BoundBundle[];
  readonly place: Place;
}

function prepareOthers(
  scope: Construct,
  property: string,
  containers: readonly Container[],
  { name: workload, props, bundles, place }: Surroundings,
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
        ports: [...(options.ports ?? [])],
        ...storeVariables(
          scope,
          `${property}-${index}-variables`,
          textsOf(scope, `${property}[${index}].variables`, options.variables),
          { ...place, name: `${workload}-${name}-config` },
        ),
        credentials: options.credentials ?? {},
        volumes: {
          ...options.volumes,
          ...tokenVolumes(options),
          ...credentialVolumes(options.credentialFiles ?? {}, bundles),
          ...variableVolumes(options.credentials ?? {}, bundles, options.credentialFiles),
        },
        resources: options.resources,
        isBeforeSidecars: options.beforeSidecars,
        readiness: options.readiness,
        liveness: options.liveness,
        startup: options.startup,
      },
      `${name}-tmp`,
    ),
  );
}
