import { Construct, type IConstruct } from 'constructs';
import { type Acknowledgement, Acknowledgements } from '../core/acknowledgements';
import { declareCluster } from '../core/cluster-identity';
import { reportError } from '../core/diagnostic-registry';
import { isDnsLabel } from '../core/dns-name';
import { checkAddressRanges } from './address-ranges';
import type { Cluster } from './cluster';
import { DataPlane } from './data-plane';
import { environmentOf, markEnvironment } from './environment-registry';

/** Where a system runs. */
export interface EnvironmentProps {
  /** The cluster, as its declared facts. */
  readonly cluster: Cluster;

  /**
   * The version of every image of ours in this environment: a tag, a digest (`sha256:…`) or both (`tag@sha256:…`).
   * A pipeline writes them; promotion copies them from one environment to the next.
   *
   * @default - none: every image names its version
   */
  readonly versions?: { [image: string]: string };

  /**
   * Findings that are accepted in this environment, where they would not be in another.
   *
   * @default - none
   */
  readonly acknowledgements?: Acknowledgement[];
}

/**
 * A place that a system is synthesized for: a name, a cluster and the versions that run there. Its output goes to a
 * folder of that name. An environment inside another stands for a second cluster of it.
 */
export class Environment extends Construct {
  /** The nearest environment that holds a construct; undefined in a tree without one. */
  public static of(scope: IConstruct): Environment | undefined {
    return environmentOf(scope) as Environment | undefined;
  }

  /** The name, which is the name of the output folder too. */
  public readonly name: string;

  /** The cluster. */
  public readonly cluster: Cluster;

  /** The versions of images, by the name of the image. */
  public readonly versions: { [image: string]: string };

  constructor(scope: Construct, id: string, props: EnvironmentProps) {
    super(scope, id);
    this.name = id;
    this.cluster = props.cluster;
    this.versions = { ...props.versions };
    markEnvironment(this);
    (props.acknowledgements ?? []).forEach((acknowledgement) => Acknowledgements.of(this).add(acknowledgement));
    declareCluster(this, props.cluster.name === undefined ? `environment ${this.node.path}` : props.cluster.name);
    if (!isDnsLabel(id)) {
      reportError(this, {
        property: 'id',
        value: JSON.stringify(id),
        rule: 'the name of an environment is a folder and part of names: a DNS label',
        fix: 'use a-z, 0-9 and -, at most 63 characters, no - at the ends',
      });
    }
    const minor = props.cluster.kubernetesVersion;
    if (!/^v?1\.\d+(\.\d+.*)?$/.test(minor)) {
      reportError(this, {
        property: 'cluster.kubernetesVersion',
        value: JSON.stringify(minor),
        rule: 'it is a minor version of Kubernetes, on which features depend',
        fix: "write it as '1.34'",
      });
    }
    if (props.cluster.hostnameFiltering && props.cluster.dataPlane !== DataPlane.CILIUM) {
      reportError(this, {
        property: 'cluster.hostnameFiltering',
        value: `true, on a data plane of ${props.cluster.dataPlane}`,
        rule: 'only Cilium filters by host name: elsewhere nothing would open the way',
        fix: 'declare dataPlane: DataPlane.CILIUM, or leave hostnameFiltering out',
      });
    }
    checkAddressRanges(this, props.cluster);
    const { context } = props.cluster;
    if (context !== undefined && !/^[\w.:/@-]+$/.test(context)) {
      reportError(this, {
        property: 'cluster.context',
        value: JSON.stringify(context),
        rule: 'deploy.sh gives it to kubectl as one word',
        fix: 'use letters, digits, ., _, -, :, / and @; `kubectl config rename-context` renames a context',
      });
    }
    if (!Number.isInteger(props.cluster.zones) || props.cluster.zones < 0) {
      reportError(this, {
        property: 'cluster.zones',
        value: String(props.cluster.zones),
        rule: 'the number of zones is a whole number',
        fix: 'give the number of zones that nodes really carry labels of, or leave it out',
      });
    }
  }
}
