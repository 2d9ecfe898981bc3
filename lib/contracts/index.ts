export * from './configuration-source';
export * from './credential-key';
export * from './credential-source';
export * from './event-source';
export * from './network-peer';
export * from './policy-pack';
export * from './scale-target';
