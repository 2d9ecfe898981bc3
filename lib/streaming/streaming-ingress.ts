import type { Construct } from 'constructs';
import { SessionAffinity } from '../network/session-affinity';
import { StreamingService } from './streaming-service';
import type { StreamingServiceProps } from './streaming-service-props';

/**
 * A gRPC service that takes streams of messages in: publishers come back to their pod for three hours, unless
 * `sessionAffinity` says otherwise.
 */
export class StreamingIngress extends StreamingService {
  constructor(scope: Construct, id: string, props: StreamingServiceProps) {
    super(scope, id, { ...props, sessionAffinity: props.sessionAffinity ?? SessionAffinity.clientIp() });
  }
}
