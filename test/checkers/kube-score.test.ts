import { type Manifest, manifestFiles, nameOf, readManifests, type Untyped } from '../rendered/manifest';
import { SYSTEMS } from '../../apps/systems';
import { synthesize } from '../rendered/synthesize';
import { describeWithTool, print, report } from './tool';

const IGNORE = 'kube-score/ignore';
const REASON_PREFIX = 'tradewind.dev/';
const SCORED = [
  'DaemonSet',
  'Deployment',
  'HorizontalPodAutoscaler',
  'NetworkPolicy',
  'PodDisruptionBudget',
  'Service',
  'StatefulSet',
];
/** The grade of a check that has nothing to say. */
const ALL_OK = 10;

interface Check {
  readonly id: string;
  readonly grade: number;
  readonly skipped: boolean;
}

describeWithTool('kube-score', () =>
  describe.each(Object.values(SYSTEMS))('$name', (system) => {
    let manifests: Manifest[];
    let checks: Map<string, Check[]>;

    beforeAll(() => {
      const folder = synthesize('prod', {}, system);
      manifests = readManifests(folder);
      const scored: Untyped[] = report('kube-score', 'score', '--output-format', 'json', ...manifestFiles(folder));
      checks = new Map(
        scored.map(({ type_meta: { apiVersion, kind }, object_meta: metadata, checks: done }) => [
          nameOf({ apiVersion, kind, metadata }),
          (done as Untyped[]).map(({ check, grade, skipped }) => ({ id: check.id, grade, skipped })),
        ]),
      );
    });

    const ignoredBy = ({ metadata }: Manifest) =>
      metadata.annotations?.[IGNORE]?.split(',').map((id) => id.trim()) ?? [];
    const reasonOf = ({ metadata }: Manifest) =>
      Object.entries(metadata.annotations ?? {})
        .filter(([key, text]) => key.startsWith(REASON_PREFIX) && text !== '')
        .map(([, text]) => text)
        .join('; ');

    test('scores the workloads, their Services, autoscalers, budgets and policies', () => {
      const named = manifests.filter(({ kind }) => SCORED.includes(kind)).map(nameOf);
      expect(named.length).toBeGreaterThan(5);
      expect([...checks.keys()]).toEqual(expect.arrayContaining(named));
    });

    test('finds nothing that is not acknowledged', () => {
      const findings = [...checks].flatMap(([name, done]) =>
        done
          .filter(({ grade, skipped }) => grade < ALL_OK && !skipped)
          .map(({ id, grade }) => `${name} ${id}: ${grade}`),
      );
      expect(findings).toEqual([]);
    });

    test('acknowledgements have their reason beside them, and each hides a finding', () => {
      const acknowledged = manifests.filter((manifest) => ignoredBy(manifest).length > 0);
      print(
        `kube-score ${system.name}`,
        acknowledged.flatMap((each) => ignoredBy(each).map((id) => `${nameOf(each)} ${id}: ${reasonOf(each)}`)),
      );
      expect(acknowledged.filter((manifest) => reasonOf(manifest) === '').map(nameOf)).toEqual([]);
      // An ignored check keeps the grade that it would have had.
      const idle = acknowledged.flatMap((manifest) =>
        ignoredBy(manifest)
          .filter((id) => !checks.get(nameOf(manifest))?.some((check) => check.id === id && check.grade < ALL_OK))
          .map((id) => `${nameOf(manifest)} ${id}`),
      );
      expect(idle).toEqual([]);
    });
  }),
);
