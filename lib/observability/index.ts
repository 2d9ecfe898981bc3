export * from './alert-rule';
export * from './alerts';
export * from './message-metrics';
export * from './metric';
export * from './metric-catalogue';
export * from './monitoring-profile';
export * from './panel';
export * from './runbook';
