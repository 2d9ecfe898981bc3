import type { IConstruct } from 'constructs';
import type { AlertmanagerConfigSpecReceivers } from '../../../imports/monitoring.coreos.com';
import { reportError } from '../../core/diagnostic-registry';
import type { Wire } from '../../core/wire';
import type { ICredentialKey } from '../../contracts/credential-key';
import type { INetworkPeer } from '../../contracts/network-peer';
import type { Endpoint } from '../../network/endpoint';
import { Peer } from '../../network/peer';
import type { EmailReceiverOptions, PagerDutyReceiverOptions, SlackReceiverOptions } from './receiver-options';

type Channels = Omit<Wire<AlertmanagerConfigSpecReceivers>, 'name'>;

/** What a receiver is made of. */
interface ReceiverParts {
  readonly kind: string;
  readonly peer: INetworkPeer;
  readonly keys: readonly ICredentialKey[];
  readonly render: (sendResolved: boolean, linked: boolean) => Channels;
  readonly check?: (scope: IConstruct, property: string) => void;
}

/**
 * Where alerts arrive. Credentials are keys of a bundle in the namespace of Alertmanager, and the way there is opened. A
 * receiver of an address takes an `Endpoint`: `Endpoint.secret(bundle.key('url'), peer)` where the address is a secret.
 */
export class Receiver {
  /** A program of one's own, or a dead man's switch, that takes Alertmanager's JSON by HTTP. */
  public static webhook(target: Endpoint): Receiver {
    return new Receiver({
      kind: 'webhook',
      peer: target.peer,
      keys: target.secretKey ? [target.secretKey] : [],
      render: (sendResolved) => ({
        webhookConfigs: [
          target.secretKey
            ? { urlSecret: selectorOf(target.secretKey), sendResolved }
            : { url: target.address, sendResolved },
        ],
      }),
      check: (scope, property) => checkPlain(scope, property, target),
    });
  }

  /** A channel of Slack, by an incoming webhook, whose address is a secret. */
  public static slack(hook: Endpoint, options: SlackReceiverOptions): Receiver {
    return new Receiver({
      kind: 'slack',
      ...secretAddress(hook),
      render: (sendResolved, linked) => ({
        slackConfigs: [
          {
            apiURL: hook.secretKey && selectorOf(hook.secretKey),
            channel: options.channel,
            sendResolved,
            title: TITLE,
            titleLink: linked ? undefined : NO_LINK,
            text: TEXT,
          },
        ],
      }),
      check: (scope, property) => checkChannel(scope, property, options.channel),
    });
  }

  /** A channel of Microsoft Teams, by the webhook of a workflow, whose address is a secret. */
  public static msTeams(hook: Endpoint): Receiver {
    return new Receiver({
      kind: 'msTeams',
      ...secretAddress(hook),
      render: (sendResolved, linked) => ({
        msteamsv2Configs: [
          {
            webhookURL: hook.secretKey && selectorOf(hook.secretKey),
            sendResolved,
            title: TITLE,
            text: textOf(linked),
          },
        ],
      }),
    });
  }

  /** A service of PagerDuty, by the routing key of its integration. */
  public static pagerDuty(routingKey: ICredentialKey, options: PagerDutyReceiverOptions = {}): Receiver {
    return new Receiver({
      kind: 'pagerDuty',
      peer: options.peer ?? Peer.hostname('events.pagerduty.com', { port: 443 }),
      keys: [routingKey],
      render: (sendResolved, linked) => ({
        pagerdutyConfigs: [
          {
            routingKey: selectorOf(routingKey),
            sendResolved,
            description: TITLE,
            clientURL: linked ? undefined : NO_LINK,
            // Those of Alertmanager link to Prometheus, whose address may be one of the cluster.
            details: [
              { key: 'firing', value: textOf(false, '.Alerts.Firing') },
              { key: 'resolved', value: textOf(false, '.Alerts.Resolved') },
            ],
          },
        ],
      }),
    });
  }

  /** A mailbox. */
  public static email(options: EmailReceiverOptions): Receiver {
    const { password, userName } = options;
    return new Receiver({
      kind: 'email',
      peer: options.peer,
      keys: password ? [password] : [],
      render: (sendResolved, linked) => ({
        emailConfigs: [
          {
            to: options.recipient,
            from: options.sender,
            smarthost: options.server,
            authUsername: userName,
            authPassword: password && selectorOf(password),
            requireTLS: true,
            sendResolved,
            headers: [{ key: 'Subject', value: TITLE }],
            // The page of Alertmanager links to itself and to Prometheus: without it the text is the mail.
            html: '',
            text: textOf(linked),
          },
        ],
      }),
      check: (scope, property) => checkEmail(scope, property, options),
    });
  }

  /** What it is: `webhook`, `slack`, `msTeams`, `pagerDuty` or `email`. */
  public readonly kind: string;

  private constructor(private readonly parts: ReceiverParts) {
    this.kind = parts.kind;
  }

  /**
   * Whom Alertmanager talks to.
   *
   * @internal
   */
  public get _peer(): INetworkPeer {
    return this.parts.peer;
  }

  /**
   * The receiver in the words of the wire format.
   *
   * @param linked whether people can open the address of Alertmanager
   * @internal
   */
  public _render(name: string, sendResolved: boolean, linked: boolean): Wire<AlertmanagerConfigSpecReceivers> {
    return { name, ...this.parts.render(sendResolved, linked) };
  }

  /**
   * Reports credentials that the operator could not read, and what Alertmanager would refuse.
   *
   * @internal
   */
  public _check(scope: IConstruct, property: string): void {
    this.parts.check?.(scope, property);
    for (const { source, key } of this.parts.keys) {
      if (source.knownKeys && !source.knownKeys.includes(key)) {
        reportError(scope, {
          property,
          value: `the key ${JSON.stringify(key)} of ${source.secretName}`,
          rule: 'the bundle has no such key: Alertmanager would keep its last configuration, or have none',
          fix: `use one of: ${source.knownKeys.join(', ')}; or add the key to the bundle`,
        });
      }
      if (source.existsOnlyWhileMounted) {
        reportError(scope, {
          property,
          value: `${source.secretName}, which is there only while a pod mounts it`,
          rule: 'prometheus-operator reads the credentials of receivers, and no pod mounts them',
          fix: 'give the bundle another source: SecretSource.keyVault(…) by External Secrets',
        });
      }
    }
    if (this.needsSecret) {
      reportError(scope, {
        property,
        value: 'an address in plain text',
        rule: 'whoever knows this address can write there: it is a credential',
        fix: `use Receiver.${this.kind}(Endpoint.secret(bundle.key('url'), peer), …)`,
      });
    }
  }

  private get needsSecret(): boolean {
    return (this.kind === 'slack' || this.kind === 'msTeams') && this.parts.keys.length === 0;
  }
}

/** What is wrong, and with what: on a pager nothing else is read. Alerts about a cluster are about no namespace. */
const TITLE =
  '[{{ .Status | toUpper }}] {{ .CommonLabels.severity }}: ' +
  '{{ with .CommonLabels.namespace }}{{ . }}/{{ end }}{{ .CommonLabels.component }}' +
  '{{ range .Alerts }} {{ .Labels.alertname }}{{ end }}';
/** A paragraph for each, of what every alert of the library carries. */
const TEXT = textOf(false);
/** A template that gives nothing: an empty text would stand for the default, which is a link to Alertmanager. */
const NO_LINK = '{{ "" }}';

function textOf(linked: boolean, alerts: string = '.Alerts'): string {
  const each =
    '{{ .Labels.alertname }}: {{ .Annotations.summary }}\n{{ .Annotations.description }}\n{{ .Annotations.runbook_url }}\n';
  return `{{ range ${alerts} }}${each}{{ end }}${linked ? '{{ .ExternalURL }}' : ''}`;
}

function secretAddress({ peer, secretKey }: Endpoint): Pick<ReceiverParts, 'peer' | 'keys'> {
  return { peer, keys: secretKey ? [secretKey] : [] };
}

function selectorOf({ source, key }: ICredentialKey): { readonly name: string; readonly key: string } {
  return { name: source.secretName, key };
}

function checkPlain(scope: IConstruct, property: string, { address, secretKey, credentials }: Endpoint): void {
  if (Object.keys(credentials).length > 0) {
    reportError(scope, {
      property,
      value: 'an address that refers to variables',
      rule: 'Alertmanager fills no variables into an address',
      fix: 'keep the whole address as a secret: Endpoint.secret(key, peer)',
    });
  } else if (!secretKey && !/^https?:\/\/[^/\s]+/.test(address)) {
    reportError(scope, {
      property,
      value: JSON.stringify(address),
      rule: 'Alertmanager calls a webhook by HTTP, at an address with a scheme',
      fix: "give peer.url('https', '/path'), or the address as a secret: Endpoint.secret(key, peer)",
    });
  }
}

function checkChannel(scope: IConstruct, property: string, channel: string): void {
  if (!/^[#@]?[^\s#@]+$/.test(channel)) {
    reportError(scope, {
      property: `${property}.channel`,
      value: JSON.stringify(channel),
      rule: 'a message of Slack goes to a channel: prometheus-operator refuses an empty one, and Slack one with spaces',
      fix: "write '#alerts', '@name' or the id of the channel",
    });
  }
}

function checkEmail(scope: IConstruct, property: string, options: EmailReceiverOptions): void {
  if (!/^[^\s:]+:\d+$/.test(options.server)) {
    reportError(scope, {
      property,
      value: JSON.stringify(options.server),
      rule: 'the server that takes mail is a host with a port',
      fix: "write 'smtp.example.com:587'",
    });
  }
  for (const name of ['recipient', 'sender'] as const) {
    if (!/^[^@]+@[^@]+$/.test(options[name])) {
      reportError(scope, {
        property: `${property}.${name}`,
        value: JSON.stringify(options[name]),
        rule: 'mail goes from an address to an address',
        fix: "write 'alerts@example.com'",
      });
    }
  }
  if ((options.userName === undefined) !== (options.password === undefined)) {
    reportError(scope, {
      property,
      value: options.userName === undefined ? 'a password without userName' : 'userName without a password',
      rule: 'who logs in has a name and a password',
      fix: 'give both, or neither',
    });
  }
}
