export * from './api-service';
