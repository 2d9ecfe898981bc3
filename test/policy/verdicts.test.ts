import * as fc from 'fast-check';
import type { Untyped } from '../rendered/manifest';
import { changed, type Found, judge } from './support/system';

/** A system with something wrong about most of its objects. */
const faulty = (): Untyped[] =>
  changed(({ Deployment, Service, PodDisruptionBudget, ScaledObject, StatefulSet, Ingress }) => {
    const { spec } = Deployment.api.spec.template;
    spec.hostNetwork = true;
    delete spec.containers[0].resources;
    spec.volumes.push({ name: 'more', secret: { secretName: 'by-hand' } });
    Deployment.api.spec.replicas = 1;
    Service.api.spec.type = 'LoadBalancer';
    Service.store.spec.selector = { tier: 'nobody' };
    PodDisruptionBudget.api.spec.minAvailable = '100%';
    ScaledObject.worker.spec.scaleTargetRef.name = 'api';
    StatefulSet.store.spec.serviceName = 'api';
    Ingress.api.spec.tls = [];
  });

const sorted = (findings: readonly Found[]): string[] => findings.map((found) => JSON.stringify(found)).sort();

/** The same with the keys of every mapping in another order. */
function shuffledKeys(value: Untyped, next: () => number): Untyped {
  if (Array.isArray(value)) {
    return value.map((item) => shuffledKeys(item, next));
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const keys = Object.keys(value)
    .map((key) => ({ key, at: next() }))
    .sort((a, b) => a.at - b.at);
  return Object.fromEntries(keys.map(({ key }) => [key, shuffledKeys(value[key], next)]));
}

/** A deterministic row of numbers. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1103515245 + 12345) % 2147483648);
}

test('verdicts do not depend on the order of objects and keys', () => {
  const { findings } = judge(faulty());
  const expected = sorted(findings);
  expect(new Set(findings.map(({ rule }) => rule)).size).toBeGreaterThan(10);
  const size = faulty().length;
  fc.assert(
    fc.property(
      fc.shuffledSubarray([...Array(size).keys()], { minLength: size }),
      fc.integer({ min: 1, max: 2 ** 30 }),
      (order, seed) => {
        const objects = faulty();
        const next = numbers(seed);
        const found = judge(order.map((index) => shuffledKeys(objects[index], next))).findings;
        // The value that a message shows of a whole mapping has its keys in the order of the manifest.
        expect(sorted(found.map((each) => ({ ...each, value: undefined })))).toEqual(
          sorted(findings.map((each) => ({ ...each, value: undefined }))),
        );
      },
    ),
    { numRuns: 60 },
  );
  expect(sorted(judge(faulty()).findings)).toEqual(expected);
});

test('a rule changes nothing that it looks at', () => {
  const frozen = (value: Untyped): Untyped => {
    if (typeof value === 'object' && value !== null) {
      Object.values(value).forEach(frozen);
      Object.freeze(value);
    }
    return value;
  };
  expect(sorted(judge(frozen(faulty())).findings)).toEqual(sorted(judge(faulty()).findings));
});
