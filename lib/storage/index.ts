export * from './persistent-claim';
export * from './volume';
