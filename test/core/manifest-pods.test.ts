import { containersOf, podTemplateOf, templateMetadata } from '../../lib/core/manifest-pods';

describe('pods', () => {
  const template = { metadata: {}, spec: { initContainers: [{ name: 'i' }], containers: [{ name: 'c' }] } };

  test.each([
    ['Deployment', { kind: 'Deployment', spec: { template } }],
    ['Job', { kind: 'Job', spec: { template } }],
    ['CronJob', { kind: 'CronJob', spec: { jobTemplate: { spec: { template } } } }],
    ['ScaledJob', { kind: 'ScaledJob', spec: { jobTargetRef: { template } } }],
    ['Pod', { kind: 'Pod', ...template }],
  ])('of a %s are found, init containers first', (_kind, manifest) => {
    expect(podTemplateOf(manifest)?.spec).toBe(template.spec);
    expect(containersOf(manifest)).toEqual([{ name: 'i' }, { name: 'c' }]);
  });

  test.each([
    { kind: 'ConfigMap', data: {} },
    { kind: 'Service', spec: {} },
    { kind: 'Job', spec: { template: {} } },
  ])('there are none in %j', (manifest) => {
    expect(podTemplateOf(manifest)).toBeUndefined();
    expect(containersOf(manifest)).toEqual([]);
  });

  test('the metadata of a Pod is its own, that of others is in the template', () => {
    expect(templateMetadata({ kind: 'Deployment', spec: { template } })).toBe(template.metadata);
    expect(templateMetadata({ kind: 'Pod', ...template })).toBeUndefined();
  });
});
