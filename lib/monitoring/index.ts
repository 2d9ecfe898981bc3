export * from './dashboard';
export * from './dashboard-props';
export * from './monitoring';
export * from './monitoring-props';
export * from './stack';
