import { parseImage } from '../../../lib/core/image-reference';
import type { ImageContract } from '../../../lib/data/images/image-contract';
import { POSTGRES } from '../../../lib/data/images/postgres';
import { POSTGRES_EXPORTER } from '../../../lib/data/images/postgres-exporter';
import { testChart } from '../../support/trees';

test.each<[string, ImageContract]>([
  ['postgres', POSTGRES],
  ['postgres-exporter', POSTGRES_EXPORTER],
])('%s names its registry, is pinned, never runs as root, and says where all that can be read', (_, contract) => {
  const { image, user, ports, source } = contract;
  const reference = parseImage(image.referenceFor(testChart()));
  expect(reference?.registry).toBeDefined();
  expect(reference?.tag ?? reference?.digest).toMatch(/\d/);
  expect(user.id).toBeGreaterThan(0);
  expect(user.reason ?? '').not.toBe('');
  expect(ports.length).toBeGreaterThan(0);
  expect(source).toMatch(/^https:\/\//);
});
