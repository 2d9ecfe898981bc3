export * from './cluster';
export * from './cluster-options';
export * from './data-plane';
export * from './edge';
export * from './environment';
export * from './message-rate';
export * from './secret-source';
export * from './workload-identity';
