import { Construct } from 'constructs';
import { clusterIdentityOf } from '../core/cluster-identity';
import { defineObject, namespaceOf } from '../core/define-object';
import { diagnosticRegistry, reportError } from '../core/diagnostic-registry';
import { contentHash } from '../core/dns-name';
import { standaloneLabels } from '../core/labels';
import { RootState } from '../core/root-state';
import { checkPanels } from './dashboard-checks';
import { dashboardJson } from './dashboard-json';
import type { DashboardProps, DashboardRow } from './dashboard-props';

const LONGEST_UID = 40;
const UID = /^[A-Za-z0-9_-]{1,40}$/;

/** What a ConfigMap holds. */
const MOST_BYTES = 1024 * 1024;

/** Dashboards of a tree by cluster and identifier. */
const dashboardsByUid = new RootState(() => new Map<string, Dashboard>());

/**
 * A dashboard of Grafana, as a ConfigMap that its sidecar finds by a label. The name of the ConfigMap stays when its
 * content changes: the sidecar reads it again, and no pod has to be restarted.
 */
export class Dashboard extends Construct {
  /** The title. */
  public readonly title: string;

  /** The identifier, by which links lead to it. */
  public readonly uid: string;

  /** The name of the ConfigMap. */
  public readonly name: string;

  /**
   * Rows before the others, which are known late.
   *
   * @internal
   */
  public _firstRows: () => DashboardRow[] = () => [];

  private readonly props: DashboardProps;
  private readonly rows: DashboardRow[];
  private made?: { readonly rows: DashboardRow[]; readonly json: string };

  constructor(scope: Construct, id: string, props: DashboardProps) {
    super(scope, id);
    this.props = props;
    this.title = props.title;
    this.name = props.name ?? id;
    this.uid = props.uid ?? uidOf(namespaceOf(this), this.name);
    this.rows = [...(props.rows ?? [])];
    this.claimUid();
    defineObject(this, 'Resource', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      name: this.name,
      labels: { ...standaloneLabels(this.name), ...(props.labels ?? { grafana_dashboard: '1' }) },
      annotations: props.annotations,
      // The sidecar writes the dashboards of all namespaces into one folder: the key is the name of the file.
      content: () => ({ data: { [`${this.uid}.json`]: this.toJson() } }),
    });
    diagnosticRegistry.of(this).defer(() => this.check());
  }

  /** Adds panels below a heading, after those that there are. */
  public addRow(row: DashboardRow): void {
    this.rows.push(row);
  }

  /** The dashboard as Grafana reads it. */
  public toJson(): string {
    const rows = this.allRows();
    // It is asked for when it is checked and again when it is written: nothing was added in between, as a rule.
    if (!this.made || !sameRows(this.made.rows, rows)) {
      this.made = { rows, json: dashboardJson(this.props, this.uid, rows) };
    }
    return this.made.json;
  }

  private allRows(): DashboardRow[] {
    return [...this._firstRows(), ...this.rows];
  }

  private claimUid(): void {
    const known = dashboardsByUid.of(this);
    const key = `${clusterIdentityOf(this)}\n${this.uid}`;
    const other = known.get(key);
    if (other) {
      reportError(this, {
        property: 'uid',
        value: `${this.uid}, which ${other.node.path} has already`,
        rule: 'Grafana keeps one dashboard of an identifier, and loads neither of two for good',
        fix: 'give one of them a uid of its own',
      });
    }
    known.set(key, other ?? this);
  }

  private check(): void {
    if (!UID.test(this.uid)) {
      reportError(this, {
        property: 'uid',
        value: JSON.stringify(this.uid),
        rule: `Grafana takes at most ${LONGEST_UID} letters, digits, - and _ as the identifier of a dashboard`,
        fix: 'choose a shorter one, or leave it out',
      });
    }
    if (this.title.trim() === '') {
      reportError(this, {
        property: 'title',
        value: JSON.stringify(this.title),
        rule: 'Grafana loads no dashboard without a title',
        fix: 'say what it shows',
      });
    }
    checkPanels(this, this.allRows());
    const bytes = Buffer.byteLength(this.toJson());
    if (bytes > MOST_BYTES) {
      reportError(this, {
        property: 'rows',
        value: `${bytes} bytes`,
        rule: 'a ConfigMap holds at most 1 MiB',
        fix: 'make two dashboards of it',
      });
    }
  }
}

function sameRows(one: readonly DashboardRow[], other: readonly DashboardRow[]): boolean {
  const same = <T>(some: readonly T[], others: readonly T[], equal: (a: T, b: T) => boolean): boolean =>
    some.length === others.length && some.every((each, index) => equal(each, others[index]));
  return same(one, other, (a, b) => a.title === b.title && same(a.panels, b.panels, (panel, its) => panel === its));
}

/** Stable, and short enough for Grafana. */
function uidOf(namespace: string | undefined, name: string): string {
  const whole = [...(namespace === undefined || `${name}-`.startsWith(`${namespace}-`) ? [] : [namespace]), name].join(
    '-',
  );
  const plain = whole.replace(/[^A-Za-z0-9_-]/g, '-');
  return plain.length <= LONGEST_UID ? plain : `${plain.slice(0, LONGEST_UID - 11)}-${contentHash(whole)}`;
}
