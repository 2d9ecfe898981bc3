import { changed, type Manifest, readManifests, type Untyped } from '../rendered/manifest';
import { SYSTEMS } from '../../apps/systems';
import { synthesize } from '../rendered/synthesize';
import { describeWithTool, print, report } from './tool';

const SKIP = /^checkov\.io\/skip\d+$/;

function scan(folder: string): { failed: string[]; resources: number } {
  const {
    results,
    summary,
    resource_count: none,
  } = report(
    'checkov',
    '-d',
    folder,
    '--framework',
    'kubernetes',
    '--compact',
    '--quiet',
    '--skip-download',
    '-o',
    'json',
  );
  return {
    failed: ((results?.failed_checks ?? []) as Untyped[]).map((check) => `${check.resource} ${check.check_id}`).sort(),
    resources: summary?.resource_count ?? none,
  };
}

function skips({ kind, metadata }: Manifest): { finding: string; reason: string }[] {
  return Object.entries(metadata.annotations ?? {})
    .filter(([key]) => SKIP.test(key))
    .map(([, text]) => {
      const [id, reason = ''] = text.split('=');
      return { finding: `${kind}.${metadata.namespace ?? 'default'}.${metadata.name} ${id}`, reason };
    });
}

describeWithTool('checkov', () =>
  describe.each(Object.values(SYSTEMS))('$name', (system) => {
    let folder: string;
    let acknowledged: { finding: string; reason: string }[];

    beforeAll(() => {
      folder = synthesize('prod', {}, system);
      acknowledged = readManifests(folder).flatMap(skips);
    });

    test('finds nothing that is not acknowledged', () => {
      const { failed, resources } = scan(folder);
      expect(failed).toEqual([]);
      expect(resources).toBeGreaterThanOrEqual(readManifests(folder).length);
    });

    test('acknowledgements carry their reason, and each hides a finding', () => {
      print(
        `checkov ${system.name}`,
        acknowledged.map(({ finding, reason }) => `${finding}: ${reason}`),
      );
      expect(acknowledged.filter(({ reason }) => reason === '')).toEqual([]);
      const bare = changed(folder, ({ metadata }) => {
        for (const key of Object.keys(metadata.annotations ?? {}).filter((each) => SKIP.test(each))) {
          delete metadata.annotations[key];
        }
      });
      expect(acknowledged.map(({ finding }) => finding).sort()).toEqual(scan(bare).failed);
    });
  }),
);
