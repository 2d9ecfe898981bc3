export * from './cluster';
export * from './edge';
export * from './environment';
export * from './namespace-chart';
export * from './secret-source';
