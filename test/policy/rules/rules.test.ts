import type { Untyped } from '../../rendered/manifest';
import { changed, judge, type Objects, RULES, soundObjects } from '../support/system';
import { AROUND_CASES } from './around-cases';
import { POD_CASES } from './pod-cases';
import { RESTRICTED_CASES } from './restricted-cases';
import { TR_K8S_CASES } from './tr-k8s-cases';

const CASES = [...RESTRICTED_CASES, ...TR_K8S_CASES, ...POD_CASES, ...AROUND_CASES];

describe('a system with nothing to complain about', () => {
  const { findings, tallyOf } = judge(soundObjects());

  test('has no finding', () => {
    expect(findings).toEqual([]);
  });

  test.each(RULES.map((rule) => [rule.id, rule] as const))('is something that %s is about', (_id, rule) => {
    expect(tallyOf(rule).passed).toBeGreaterThan(0);
  });
});

describe('a violation is found where it is', () => {
  test.each(CASES)('%s: %s', (id, _what, change, expected) => {
    const found = judge(changed(change)).findings.filter(({ rule }) => rule === id);
    expect(found.map(({ object, path, value }) => [object, path, value])).toEqual(expected);
  });
});

test('every rule is seen to fire', () => {
  const fired = new Set(CASES.map(([id]) => id));
  expect(RULES.map(({ id }) => id).filter((id) => !fired.has(id))).toEqual([]);
});

test('every rule says what it asks, what to do, and where it comes from', () => {
  for (const { id, asks, fix, source } of RULES) {
    for (const text of [asks, fix, source]) {
      expect([id, text.length > 10 && !/[.\s]$/.test(text)]).toEqual([id, true]);
    }
  }
});

describe('what is not as it should be', () => {
  const ODD: unknown[] = [null, 'text', 7, [], {}, [null], ['text'], [{ name: null }], true];
  const fields = (objects: Objects): [Untyped, string][] => [
    [objects.Deployment.api, 'spec'],
    [objects.Deployment.api, 'metadata'],
    [objects.Deployment.api.spec, 'template'],
    [objects.Deployment.api.spec.template, 'metadata'],
    ...['securityContext', 'volumes', 'containers', 'affinity', 'topologySpreadConstraints'].map(
      (field) => [objects.Deployment.api.spec.template.spec, field] as [Untyped, string],
    ),
    ...['env', 'envFrom', 'ports', 'resources', 'lifecycle', 'livenessProbe', 'securityContext', 'image'].map(
      (field) => [objects.Deployment.api.spec.template.spec.containers[0], field] as [Untyped, string],
    ),
    ...Object.values(objects).flatMap((byName) =>
      Object.values(byName).map((object) => [object, 'spec'] as [Untyped, string]),
    ),
    [objects.Role.reader, 'rules'],
    [objects.RoleBinding.reader, 'roleRef'],
    [objects.RoleBinding.reader, 'subjects'],
    [objects.ConfigMap.settings, 'data'],
    [objects.Ingress.api.spec, 'rules'],
    [objects.HTTPRoute.api.spec, 'parentRefs'],
  ];

  test.each(ODD)('%j anywhere makes no rule stumble', (odd) => {
    const count = fields(indexed()).length;
    for (let at = 0; at < count; at += 1) {
      const objects = changed((index) => {
        const [holder, field] = fields(index)[at];
        holder[field] = odd;
      });
      expect(() => judge(objects)).not.toThrow();
    }
  });

  function indexed(): Objects {
    let found: Objects = {};
    changed((objects) => (found = objects));
    return found;
  }
});
