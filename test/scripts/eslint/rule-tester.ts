import { join } from 'node:path';
import { RuleTester, type Rule } from 'eslint';
import tseslint from 'typescript-eslint';

const fixtures = join(__dirname, 'fixtures');

/** Paths of the fixture files: what their index exports decides which rules apply to them. */
export const FILES = {
  allPublic: join(fixtures, 'parts', 'all-public.ts'),
  somePublic: join(fixtures, 'some-public.ts'),
  internal: join(fixtures, 'internal.ts'),
};

/** Runs a rule with type information over code that stands in for a fixture file. */
export function testRule(name: string, rule: unknown, cases: Parameters<RuleTester['run']>[2]): void {
  new RuleTester({
    languageOptions: {
      parser: tseslint.parser,
      parserOptions: { projectService: true, tsconfigRootDir: fixtures },
    },
    settings: { tradewind: { index: join(fixtures, 'index.ts') } },
  }).run(name, rule as Rule.RuleModule, cases);
}
