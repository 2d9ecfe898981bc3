export * from './platform';
export * from './system';
