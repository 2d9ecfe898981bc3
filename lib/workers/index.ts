export * from './worker-with-keda';
export * from './worker-with-keda-props';
