import fc from 'fast-check';
import { jobNames, podNames } from '../../lib/core/pod-names';

const matches = (pattern: string, name: string): boolean => new RegExp(`^(?:${pattern})$`).test(name);
const word = (min: number, max: number) =>
  fc.string({ unit: fc.constantFrom(...'bcdfghjklmnpqrstvwxz2456789'), minLength: min, maxLength: max });
const name = fc.stringMatching(/^[a-z]([-a-z0-9]{0,40}[a-z0-9])?$/);

/** The name of a pod as the API server makes it: the base is cut, and five characters follow. */
const generated = (base: string, suffix: string): string => `${base.slice(0, 58)}${suffix}`;

test('the pods of a Deployment, however long its name is', () => {
  const long = fc.stringMatching(/^[a-z][-a-z0-9]{44,61}[a-z0-9]$/);
  fc.assert(
    fc.property(fc.oneof(name, long), word(1, 10), word(5, 5), (deployment, hash, suffix) => {
      expect(matches(podNames('Deployment', deployment), generated(`${deployment}-${hash}-`, suffix))).toBe(true);
    }),
  );
});

test('the pods of a StatefulSet', () => {
  fc.assert(
    fc.property(name, fc.nat(), (set, ordinal) => {
      expect(matches(podNames('StatefulSet', set), `${set}-${ordinal}`)).toBe(true);
    }),
  );
});

test('no pods of a workload whose name only begins so', () => {
  fc.assert(
    fc.property(name, name, word(1, 10), word(5, 5), fc.nat(), (one, more, hash, suffix, ordinal) => {
      expect(matches(podNames('Deployment', one), `${one}-${more}-${hash}-${suffix}`)).toBe(false);
      expect(matches(podNames('StatefulSet', one), `${one}-${more}-${ordinal}`)).toBe(/^\d+$/.test(more));
    }),
  );
});

test('the Jobs of a task and of a schedule', () => {
  expect(matches(jobNames('Job', 'api-migrate'), 'api-migrate-bcdfghjklm')).toBe(true);
  expect(matches(jobNames('Job', 'api-migrate'), 'api-migrate-again-bcdfghjklm')).toBe(false);
  expect(matches(jobNames('CronJob', 'backup'), 'backup-29312345')).toBe(true);
  expect(matches(jobNames('ScaledJob', 'batch'), 'batch-x2x9k')).toBe(true);
  expect(matches(jobNames('ScaledJob', 'batch'), 'batch-two-x2x9k')).toBe(false);
  expect(matches(jobNames('CronJob', 'backup'), 'backup-29312345-x2x9k')).toBe(false);
});
