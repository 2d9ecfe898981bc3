export * from './alert-rule';
export * from './alerts';
export * from './runbook';
