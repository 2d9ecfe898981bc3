export * from './credential-key';
export * from './credentials';
