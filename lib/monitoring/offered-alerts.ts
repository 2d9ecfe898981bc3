import type { IConstruct } from 'constructs';
import { diagnosticRegistry, reportError } from '../core/diagnostic-registry';
import { ANNOTATION_PREFIX } from '../core/labels';
import { Cluster } from '../environment/cluster';
import type { AlertRule } from '../observability/alert-rule';

/** Alerts under the names that a system has for them, without those that it leaves out. */
export class OfferedAlerts {
  private readonly offered = new Set<string>();

  constructor(
    private readonly scope: IConstruct,
    private readonly names: Readonly<Record<string, string>> = {},
    private readonly without: Readonly<Record<string, string>> = {},
    /** Where names and reasons were written. */
    private readonly at: { readonly names: string; readonly without: string },
    private readonly outer?: OfferedAlerts,
  ) {
    diagnosticRegistry.of(scope).defer(() => this.check());
  }

  /** Those that are made, of those that there are. */
  of(rules: readonly AlertRule[]): AlertRule[] {
    rules.forEach(({ name }) => this.offer(name));
    return rules.filter(({ name }) => this.reasonAgainst(name) === undefined).map((rule) => this.named(rule));
  }

  /** What an auditor reads on the object that holds them. */
  get annotations(): Record<string, string> | undefined {
    const reasons = { ...this.outer?.without, ...this.without };
    const names = Object.keys(reasons).sort();
    return names.length === 0
      ? undefined
      : { [`${ANNOTATION_PREFIX}/without-alerts`]: names.map((name) => `${name}: ${reasons[name]}`).join('; ') };
  }

  private offer(name: string): void {
    this.offered.add(name);
    this.outer?.offer(name);
  }

  private reasonAgainst(name: string): string | undefined {
    return Object.hasOwn(this.without, name) ? this.without[name] : this.outer?.reasonAgainst(name);
  }

  private nameOf(name: string): string {
    return Object.hasOwn(this.names, name) ? this.names[name] : (this.outer?.nameOf(name) ?? name);
  }

  /** The page of a runbook is called by the name of the library. */
  private named(rule: AlertRule): AlertRule {
    const name = this.nameOf(rule.name);
    const base = Cluster.of(this.scope).prometheusOperator?.runbookBaseUrl;
    return name === rule.name || base === undefined
      ? { ...rule, name }
      : { ...rule, name, runbookUrl: `${base}/${rule.name}.md` };
  }

  private check(): void {
    const known = [...this.offered].sort().join(', ') || 'none: nothing is monitored';
    for (const [property, given] of [
      [this.at.names, this.names],
      [this.at.without, this.without],
    ] as const) {
      for (const alert of Object.keys(given).filter((name) => !this.offered.has(name))) {
        reportError(this.scope, {
          property: `${property}.${alert}`,
          rule: 'there is no such alert here',
          fix: `name one of: ${known}`,
        });
      }
    }
    for (const [alert, reason] of Object.entries(this.without)) {
      if (reason.trim() === '') {
        reportError(this.scope, {
          property: `${this.at.without}.${alert}`,
          value: 'an empty reason',
          rule: 'what nobody is told about has a reason that an auditor reads',
          fix: 'say in a sentence why nobody has to know',
        });
      }
    }
  }
}
