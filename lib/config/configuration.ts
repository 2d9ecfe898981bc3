import type { IConfigMap } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import type { IConfigurationSource } from '../contracts/configuration-source';
import { reportError } from '../core/diagnostic-registry';
import { isConfigKey } from '../core/dns-name';
import { defineObject } from '../core/define-object';
import { givenText } from '../core/given-text';
import type { KubernetesObject } from '../core/kubernetes-object';
import { type Phase } from '../core/phase';

/** What a configuration is made of. */
export interface ConfigurationProps {
  /**
   * Text by key: a file, or a value.
   *
   * @default - none
   */
  readonly data?: { [key: string]: string };

  /**
   * Bytes by key, in base64.
   *
   * @default - none
   */
  readonly binaryData?: { [key: string]: string };

  /**
   * Whether the program notices changes of mounted files. Then the name stays, and a change reaches running pods within
   * about a minute. Otherwise the configuration is immutable and named by its content: a change is a rollout, and
   * `rollout undo` brings back the old one.
   *
   * @default false
   */
  readonly hotReload?: boolean;

  /**
   * The name, or the part of it before the hash.
   *
   * @default - the id
   */
  readonly name?: string;

  /**
   * A ConfigMap that exists already, for example one of cdk8s-plus; given alone.
   *
   * @default - one is made
   */
  readonly configMap?: IConfigMap;

  /**
   * Labels of the ConfigMap.
   *
   * @default - none
   */
  readonly labels?: { [name: string]: string };

  /**
   * When it is applied.
   *
   * @default Phase.MAIN
   */
  readonly phase?: Phase;
}

/** A bundle of plain configuration: a ConfigMap. */
export class Configuration extends Construct implements IConfigurationSource {
  private readonly object?: KubernetesObject;
  private readonly existing?: IConfigMap;

  constructor(scope: Construct, id: string, props: ConfigurationProps) {
    super(scope, id);
    const data = this.texts('data', props.data);
    const binaryData = this.texts('binaryData', props.binaryData);
    this.existing = props.configMap;
    if (this.existing) {
      if (data || binaryData || props.name !== undefined || props.hotReload !== undefined) {
        reportError(this, {
          property: 'configMap',
          value: 'configMap together with data, binaryData, name or hotReload',
          rule: 'a configuration is either made here or exists already',
          fix: 'give configMap alone, or leave it out',
        });
      }
      return;
    }
    this.check(data ?? {}, binaryData ?? {});
    const immutable = !props.hotReload;
    this.object = defineObject(this, 'Resource', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      name: props.name ?? id,
      phase: props.phase,
      labels: props.labels,
      namedByContent: immutable,
      content: () => ({ immutable: immutable ? true : undefined, data: sorted(data), binaryData: sorted(binaryData) }),
    });
  }

  /** The name of the ConfigMap: final for an immutable one, which is rendered when it is asked for. */
  public get configMapName(): string {
    return this.existing?.name ?? this.object?.name ?? '';
  }

  private texts(property: string, given: ConfigurationProps['data']): Record<string, string> | undefined {
    const entries = given && Object.entries(given);
    return (
      entries && Object.fromEntries(entries.map(([key, value]) => [key, givenText(this, `${property}.${key}`, value)]))
    );
  }

  private check(data: Readonly<Record<string, string>>, binaryData: Readonly<Record<string, string>>): void {
    const entries = { ...data, ...binaryData };
    for (const key of Object.keys(binaryData).filter((name) => Object.hasOwn(data, name))) {
      reportError(this, {
        property: 'binaryData',
        value: `${JSON.stringify(key)}, which is a key of data too`,
        rule: 'a key of a ConfigMap is text or bytes: the API server refuses both',
        fix: 'give one of the two another key',
      });
    }
    for (const key of Object.keys(entries)) {
      if (!isConfigKey(key)) {
        reportError(this, {
          property: 'data',
          value: JSON.stringify(key),
          rule: 'the key of a ConfigMap has letters, digits, -, _ and . only, at most 253',
          fix: 'choose a plainer key',
        });
      }
    }
    const bytes = Object.values(entries).reduce((sum, text) => sum + Buffer.byteLength(text), 0);
    if (bytes > 1024 * 1024) {
      reportError(this, {
        property: 'data',
        value: `${bytes} bytes`,
        rule: 'a ConfigMap holds at most 1 MiB',
        fix: 'put large files into the image or onto a volume',
      });
    }
  }
}

function sorted(entries: Readonly<Record<string, string>> | undefined): Record<string, string> | undefined {
  const pairs = Object.entries(entries ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return pairs.length > 0 ? Object.fromEntries(pairs) : undefined;
}
