export * from './acknowledgements';
export * from './diagnostics';
export * from './kubernetes-object';
export * from './override';
export * from './phase';
