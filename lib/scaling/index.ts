export * from './horizontal-autoscaler';
export * from './scaling';
