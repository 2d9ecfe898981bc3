export * from './streaming-egress';
export * from './streaming-ingress';
export * from './streaming-service';
export * from './streaming-service-props';
