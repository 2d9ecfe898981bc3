export * from './api-service';
export * from './frontend-spa';
export * from './frontend-spa-props';
export * from './hashed-assets';
