export * from './endpoint';
export * from './exposure';
export * from './peer';
export * from './port';
export * from './route';
export * from './service';
export * from './service-alias';
