import { ObjectAccess } from './object-client';

/** What one statement of a policy says. */
interface PolicyStatement {
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
}

const OF_BUCKETS: Readonly<Record<ObjectAccess, readonly string[]>> = {
  [ObjectAccess.READ]: [],
  [ObjectAccess.WRITE]: ['s3:ListBucketMultipartUploads'],
  [ObjectAccess.READ_WRITE]: ['s3:ListBucketMultipartUploads'],
};

const WRITING = ['s3:AbortMultipartUpload', 's3:ListMultipartUploadParts', 's3:PutObject'];

const OF_OBJECTS: Readonly<Record<ObjectAccess, readonly string[]>> = {
  [ObjectAccess.READ]: ['s3:GetObject'],
  [ObjectAccess.WRITE]: WRITING,
  [ObjectAccess.READ_WRITE]: [...WRITING, 's3:DeleteObject', 's3:GetObject'].sort(),
};

/** What a client may do, in the words of S3: with its buckets and their objects, and with nothing else. */
export function clientPolicy(buckets: readonly string[], access: ObjectAccess = ObjectAccess.READ_WRITE): object {
  const statement = (actions: readonly string[], suffix: string): PolicyStatement => ({
    Effect: 'Allow',
    Action: actions,
    Resource: [...buckets].sort().map((bucket) => `arn:aws:s3:::${bucket}${suffix}`),
  });
  return {
    Version: '2012-10-17',
    Statement: [
      statement(['s3:GetBucketLocation', 's3:ListBucket', ...OF_BUCKETS[access]], ''),
      statement(OF_OBJECTS[access], '/*'),
    ],
  };
}
