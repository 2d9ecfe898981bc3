import { StreamingService } from './streaming-service';

/** A gRPC service that gives streams of messages out: subscribers go to any pod, each time anew. */
export class StreamingEgress extends StreamingService {}
