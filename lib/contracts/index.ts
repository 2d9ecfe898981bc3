export * from './configuration-source';
export * from './credential-source';
export * from './network-peer';
export * from './scale-target';
