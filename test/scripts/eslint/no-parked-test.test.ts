import { noParkedTest } from '../../../scripts/eslint/no-parked-test';
import { FILES, testRule } from './rule-tester';

const filename = FILES.allPublic;

testRule('no-parked-test', noParkedTest, {
  valid: [
    { filename, code: "it('runs', () => {});" },
    { filename, code: "// Skipped: needs a cluster with zones.\nit.skip('runs', () => {});" },
    { filename, code: 'list.only(1);' },
  ],
  invalid: [
    { filename, code: "it.only('runs', () => {});", errors: [{ messageId: 'only' }] },
    { filename, code: "// Skipped: no.\nit.only('runs', () => {});", errors: [{ messageId: 'only' }] },
    { filename, code: "fdescribe('runs', () => {});", errors: [{ messageId: 'only' }] },
    { filename, code: "describe.skip('runs', () => {});", errors: [{ messageId: 'skip' }] },
    { filename, code: "// later\ntest.skip.each([1])('runs', () => {});", errors: [{ messageId: 'skip' }] },
    { filename, code: "xit('runs', () => {});", errors: [{ messageId: 'skip' }] },
    { filename, code: "it.todo('runs');", errors: [{ messageId: 'skip' }] },
  ],
});
