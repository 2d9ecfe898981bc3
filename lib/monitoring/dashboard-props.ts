import type { Panel } from '../observability/panel';

/** Panels that belong together, below a heading. */
export interface DashboardRow {
  /** The heading. */
  readonly title: string;

  /** The panels, in their order. */
  readonly panels: Panel[];

  /**
   * Whether only the heading is shown until somebody opens it.
   *
   * @default false
   */
  readonly collapsed?: boolean;
}

/** Something that whoever looks at a dashboard chooses. Queries name it `$name`. */
export interface DashboardVariable {
  /** Its name, by which queries name it. */
  readonly name: string;

  /** The series whose labels are the choice, for example `kube_node_info`. */
  readonly series: string;

  /**
   * The label of which there is one value to choose.
   *
   * @default - the name
   */
  readonly label?: string;

  /**
   * What the choice is called.
   *
   * @default - the name
   */
  readonly title?: string;

  /**
   * Whether several can be chosen, and all: queries then match it by `=~`.
   *
   * @default false
   */
  readonly multiple?: boolean;
}

/** How dashboards get into Grafana. */
export interface DashboardOptions {
  /**
   * The identifier, by which links lead to it: at most 40 letters, digits, - and _.
   *
   * @default - made of the namespace and the name
   */
  readonly uid?: string;

  /**
   * The name of the ConfigMap.
   *
   * @default - the id
   */
  readonly name?: string;

  /**
   * What it is for.
   *
   * @default - the title says it
   */
  readonly description?: string;

  /**
   * Words to find it by.
   *
   * @default - none
   */
  readonly tags?: string[];

  /**
   * The labels of the ConfigMap by which the sidecar of Grafana finds it.
   *
   * @default - `grafana_dashboard: "1"`
   */
  readonly labels?: { [name: string]: string };

  /**
   * Annotations of the ConfigMap, for example `grafana_folder`.
   *
   * @default - none
   */
  readonly annotations?: { [name: string]: string };
}

/** What a dashboard is made of. */
export interface DashboardProps extends DashboardOptions {
  /** The title. */
  readonly title: string;

  /**
   * The panels below their headings; `addRow` adds more.
   *
   * @default - none yet
   */
  readonly rows?: DashboardRow[];

  /**
   * What whoever looks at it chooses, beside the data source.
   *
   * @default - nothing
   */
  readonly variables?: DashboardVariable[];
}
