export * from './access-mode';
export * from './persistent-claim';
export * from './volume';
