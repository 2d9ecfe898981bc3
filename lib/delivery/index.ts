export * from './helm-chart';
export * from './kustomization';
