import { parseImage } from '../../../lib/core/image-reference';
import type { ImageContract } from '../../../lib/data/images/image-contract';
import { MINIO } from '../../../lib/data/images/minio';
import { MINIO_CLIENT } from '../../../lib/data/images/minio-client';
import { POSTGRES } from '../../../lib/data/images/postgres';
import { POSTGRES_EXPORTER } from '../../../lib/data/images/postgres-exporter';
import { testChart } from '../../support/trees';

test.each<[string, ImageContract]>([
  ['minio', MINIO],
  ['minio-client', MINIO_CLIENT],
  ['postgres', POSTGRES],
  ['postgres-exporter', POSTGRES_EXPORTER],
])('%s names its registry, is pinned, never runs as root, and says where all that can be read', (_, contract) => {
  const { image, user, ports, shell, source } = contract;
  const reference = parseImage(image.referenceFor(testChart()));
  expect(reference?.registry).toBeDefined();
  expect(reference?.tag ?? reference?.digest).toMatch(/\d/);
  expect(user.id).toBeGreaterThan(0);
  expect(user.id > 10_000 || (user.reason ?? '') !== '').toBe(true);
  // A server listens, and what listens nowhere runs scripts.
  expect(ports.length > 0 || shell !== undefined).toBe(true);
  expect(source).toMatch(/^https:\/\//);
});
