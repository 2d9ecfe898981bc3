import type { AlertCase, AlertCases } from './alert-case';

const of = (part: string, metric: string, labels = ''): string =>
  `${metric}{namespace="shop",job="prometheus-kube-prometheus-${part}",pod="${part}-0"${labels}}`;

/** Something that must not happen: it fires where it does, and neither where it does not nor where nothing is known. */
function counted(component: string, series: string, at: string): AlertCase[] {
  return [
    { title: 'it happens', component, series: { [series]: '0+1x90' }, at, fires: 1 },
    { title: 'it does not happen', component, series: { [series]: '0x90' }, at },
    { title: 'nothing is known', component, series: {}, at },
  ];
}

/** A state that must not be 0. */
function zero(component: string, series: string, at: string): AlertCase[] {
  return [
    { title: 'it is not so', component, series: { [series]: '0x30' }, at, fires: 1 },
    { title: 'it was so a moment ago', component, series: { [series]: '1x12 0x5' }, at },
    { title: 'nothing is known', component, series: {}, at },
  ];
}

/** A share of attempts that fails. */
function share(component: string, failed: string, all: string, atThreshold: string, at: string): AlertCase[] {
  return [
    { title: 'every attempt', component, series: { [failed]: '0+100x60', [all]: '0+100x60' }, at, fires: 1 },
    { title: 'as many as may', component, series: { [failed]: atThreshold, [all]: '0+100x60' }, at },
    { title: 'none is made', component, series: { [failed]: '0x60', [all]: '0x60' }, at },
    { title: 'nothing is known', component, series: {}, at },
  ];
}

const PROMETHEUS = 'prometheus';
const ALERTMANAGER = 'alertmanager';
const OPERATOR = 'prometheus-operator';
const GROUP = ',rule_group="shop"';
const CONTROLLER = ',controller="prometheus"';

/** What the parts of the stack tell of themselves. */
export const stackCases: AlertCases = {
  Watchdog: [
    { title: 'always', component: PROMETHEUS, series: {}, at: '1m', fires: 1 },
    { title: 'as one of another name', component: 'nobody', series: {}, at: '1m' },
  ],
  PrometheusConfigurationRejected: zero(
    PROMETHEUS,
    of('prometheus', 'prometheus_config_last_reload_successful'),
    '16m',
  ),
  PrometheusRulesFailing: counted(
    PROMETHEUS,
    of('prometheus', 'prometheus_rule_evaluation_failures_total', GROUP),
    '20m',
  ),
  PrometheusRulesLate: counted(
    PROMETHEUS,
    of('prometheus', 'prometheus_rule_group_iterations_missed_total', GROUP),
    '20m',
  ),
  PrometheusAlertsUndelivered: [
    ...counted(PROMETHEUS, of('prometheus', 'prometheus_notifications_dropped_total'), '15m'),
    {
      title: 'no Alertmanager is known',
      component: PROMETHEUS,
      series: { [of('prometheus', 'prometheus_notifications_alertmanagers_discovered')]: '0x30' },
      at: '15m',
      fires: 1,
    },
    {
      title: 'one is known',
      component: PROMETHEUS,
      series: { [of('prometheus', 'prometheus_notifications_alertmanagers_discovered')]: '1x30' },
      at: '15m',
    },
  ],
  PrometheusStorageFailing: [
    ...counted(PROMETHEUS, of('prometheus', 'prometheus_tsdb_compactions_failed_total'), '65m'),
    {
      title: 'blocks are not loaded',
      component: PROMETHEUS,
      series: { [of('prometheus', 'prometheus_tsdb_reloads_failures_total')]: '0+1x90' },
      at: '65m',
      fires: 1,
    },
  ],
  PrometheusStoresNothing: [
    {
      title: 'nothing is added',
      component: PROMETHEUS,
      series: { [of('prometheus', 'prometheus_tsdb_head_samples_appended_total')]: '500x30' },
      at: '15m',
      fires: 1,
    },
    {
      title: 'something is',
      component: PROMETHEUS,
      series: { [of('prometheus', 'prometheus_tsdb_head_samples_appended_total')]: '0+100x30' },
      at: '15m',
    },
    { title: 'nothing is known', component: PROMETHEUS, series: {}, at: '15m' },
  ],
  AlertmanagerConfigurationRejected: zero(
    ALERTMANAGER,
    of('alertmanager', 'alertmanager_config_last_reload_successful'),
    '16m',
  ),
  AlertmanagerNotificationsFailing: share(
    ALERTMANAGER,
    of('alertmanager', 'alertmanager_notifications_failed_total', ',integration="slack"'),
    of('alertmanager', 'alertmanager_notifications_total', ',integration="slack"'),
    '0+5x60',
    '12m',
  ),
  AlertmanagerMembersMissing: [
    {
      title: 'it sees itself alone',
      component: ALERTMANAGER,
      series: { [of('alertmanager', 'alertmanager_cluster_members')]: '1x40' },
      at: '22m',
      fires: 1,
    },
    {
      title: 'it sees both',
      component: ALERTMANAGER,
      series: { [of('alertmanager', 'alertmanager_cluster_members')]: '2x40' },
      at: '22m',
    },
    { title: 'nothing is known', component: ALERTMANAGER, series: {}, at: '22m' },
  ],
  PrometheusOperatorFailing: share(
    OPERATOR,
    of('operator', 'prometheus_operator_reconcile_errors_total', CONTROLLER),
    of('operator', 'prometheus_operator_reconcile_operations_total', CONTROLLER),
    '0+10x60',
    '22m',
  ),
  PrometheusOperatorRejects: [
    {
      title: 'one is rejected',
      component: OPERATOR,
      series: {
        [of(
          'operator',
          'prometheus_operator_managed_resources',
          `${CONTROLLER},resource="PodMonitor",state="rejected"`,
        )]: '1x20',
      },
      at: '8m',
      fires: 1,
    },
    {
      title: 'all are taken',
      component: OPERATOR,
      series: {
        [of(
          'operator',
          'prometheus_operator_managed_resources',
          `${CONTROLLER},resource="PodMonitor",state="rejected"`,
        )]: '0x20',
        [of(
          'operator',
          'prometheus_operator_managed_resources',
          `${CONTROLLER},resource="PodMonitor",state="selected"`,
        )]: '3x20',
      },
      at: '8m',
    },
    { title: 'nothing is known', component: OPERATOR, series: {}, at: '8m' },
  ],
  PrometheusOperatorNotReady: zero(OPERATOR, of('operator', 'prometheus_operator_ready', CONTROLLER), '16m'),
};
