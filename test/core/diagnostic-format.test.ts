import { formatProblems, formatWarnings } from '../../lib/core/diagnostic-format';

const FULL = {
  path: 'prod/shop/api',
  property: 'exposure',
  value: 'NodePort',
  rule: 'the rule',
  fix: 'the way out',
  id: 'TR-1',
};
const MINIMAL = { path: '', property: 'name', rule: 'a rule', fix: 'a fix' };

test('problems stand below a heading, each with path, property, id, value, rule and fix', () => {
  expect(formatProblems('shop', [FULL, MINIMAL])).toBe(
    [
      '✗ shop: 2 problems, nothing written',
      '',
      '  prod/shop/api  exposure  [TR-1]',
      '    got NodePort',
      '    the rule',
      '    → the way out',
      '',
      '  (root)  name',
      '    a rule',
      '    → a fix',
    ].join('\n'),
  );
});

test('warnings stand below a heading of their own', () => {
  expect(formatWarnings('shop', [MINIMAL])).toBe('! shop: 1 warning\n\n  (root)  name\n    a rule\n    → a fix');
});

test('one is no plural', () => {
  expect(formatProblems('a', [MINIMAL])).toMatch(/^✗ a: 1 problem, nothing written\n/);
  expect(formatWarnings('a', [MINIMAL, FULL])).toMatch(/^! a: 2 warnings\n/);
});

test('an empty value is shown as such', () => {
  expect(formatProblems('a', [{ ...MINIMAL, value: '' }])).toContain('  (root)  name\n    got \n    a rule');
});
