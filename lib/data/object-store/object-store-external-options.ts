import type { ExternalStoreOptions } from '../external-store-options';
import type { ObjectClientKeys } from './object-client';

/** An object store that speaks S3 and that somebody else runs. */
export interface ObjectStoreExternalOptions extends ExternalStoreOptions {
  /** The names of its buckets, which are there. */
  readonly buckets: string[];

  /**
   * The programs that use it, by a name for each. What they may do is granted where it is run.
   *
   * @default - none
   */
  readonly clients?: { [name: string]: ObjectClientKeys };

  /**
   * The region that requests are signed for.
   *
   * @default 'us-east-1'
   */
  readonly region?: string;

  /**
   * Whether connections are encrypted, with a certificate that a known authority signed.
   *
   * @default true
   */
  readonly tls?: boolean;

  /**
   * The port.
   *
   * @default - 443; without TLS 80
   */
  readonly port?: number;
}
