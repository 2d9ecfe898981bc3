import { Duration } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { reportError } from '../core/diagnostic-registry';
import { secondsOf } from '../core/seconds';
import type { AdapterRule } from './adapter-rule';

/** Which messages count, and over how long. */
export interface MessageRateOptions {
  /**
   * The labels of the series that count, for example `{ status: 'success' }`.
   *
   * @default - every series of the counter
   */
  readonly labels?: { [name: string]: string };

  /**
   * The time over which the rate is taken; at least twice the time between two scrapes.
   *
   * @default Duration.minutes(1)
   */
  readonly window?: Duration;
}

/** What Prometheus adds when it scrapes, and what selects the pods of a target. */
const OF_THE_TARGET = ['namespace', 'pod'];
const LEAST_WINDOW = 30;

/**
 * How many messages a second a pod handles, by a counter that it exposes. A workload scales on it, and the
 * prometheus-adapter of a cluster serves it: both are given the same value, so that they agree.
 */
export class MessageRate {
  /** The rate of a counter, by its whole name, which ends in `_total`. It is served as `<name>_per_second`. */
  public static of(counter: string, options: MessageRateOptions = {}): MessageRate {
    return new MessageRate(counter, { ...options.labels }, options.window ?? Duration.minutes(1));
  }

  private constructor(
    /** The name of the counter. */
    public readonly counter: string,
    /** The labels of the series that count. */
    public readonly labels: { [name: string]: string },
    /** The time over which the rate is taken. */
    public readonly window: Duration,
  ) {}

  /** The name under which the adapter serves it. */
  public get metric(): string {
    return this.counter.replace(/_total$/, '_per_second');
  }

  /**
   * The rule by which the prometheus-adapter serves it, in its words.
   *
   * @internal
   */
  public _rule(): AdapterRule {
    const matchers = [...this.matchers(), '<<.LabelMatchers>>'].join(',');
    return {
      seriesQuery: this.counter,
      resources: { overrides: { namespace: { resource: 'namespace' }, pod: { resource: 'pod' } } },
      name: { matches: '^(.*)_total$', as: '${1}_per_second' },
      metricsQuery: `sum(rate(<<.Series>>{${matchers}}[${this.range()}])) by (<<.GroupBy>>)`,
    };
  }

  /**
   * The rate of some series in PromQL, by further matchers such as `pod=~"api-.*"`.
   *
   * @internal
   */
  public _expression(...matchers: string[]): string {
    return `rate(${this.counter}{${[...this.matchers(), ...matchers].join(',')}}[${this.range()}])`;
  }

  /**
   * Reports what Prometheus or its adapter would not read, or read as something else.
   *
   * @internal
   */
  public _check(scope: IConstruct, property: string): void {
    if (!/^[a-zA-Z_:][a-zA-Z0-9_:]*_total$/.test(this.counter)) {
      reportError(scope, {
        property: `${property}.counter`,
        value: JSON.stringify(this.counter),
        rule: 'it is the rate of a counter, and the name of a counter ends in _total',
        fix: 'give the whole name, such as orders_messages_total',
      });
    }
    for (const name of Object.keys(this.labels).sort()) {
      if (!/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name) || OF_THE_TARGET.includes(name)) {
        reportError(scope, {
          property: `${property}.labels`,
          value: JSON.stringify(name),
          rule: OF_THE_TARGET.includes(name)
            ? 'the namespace and the pods are selected by what is scaled'
            : 'the name of a label has letters, digits and _ alone, and begins with no digit',
          fix: OF_THE_TARGET.includes(name) ? 'leave it out' : 'give it as the program exposes it',
        });
      }
    }
    const seconds = secondsOf(this.window);
    if (!Number.isInteger(seconds) || seconds < LEAST_WINDOW) {
      reportError(scope, {
        property: `${property}.window`,
        value: `${seconds} s`,
        rule: `a rate needs two scrapes: whole seconds, at least ${LEAST_WINDOW}`,
        fix: 'give something like Duration.minutes(1)',
      });
    }
  }

  private matchers(): string[] {
    return Object.keys(this.labels)
      .sort()
      .map((name) => `${name}=${JSON.stringify(this.labels[name])}`);
  }

  private range(): string {
    const seconds = secondsOf(this.window);
    return seconds % 60 === 0 ? `${seconds / 60}m` : `${seconds}s`;
  }
}
