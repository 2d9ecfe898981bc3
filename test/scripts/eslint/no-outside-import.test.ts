import { join } from 'node:path';
import { noOutsideImport } from '../../../scripts/eslint/no-outside-import';
import { FILES, testRule } from './rule-tester';

const filename = FILES.allPublic;
const outside = join('..', '..', '..', '..', '..', '..', 'shared', 'crds').replaceAll('\\', '/');
const errors = [{ messageId: 'outside' }];

testRule('no-outside-import', noOutsideImport, {
  valid: [
    { filename, code: "import { Internal } from '../internal';" },
    { filename, code: "import { App } from 'cdk8s';" },
  ],
  invalid: [
    { filename, code: `import x from '${outside}';`, errors },
    { filename, code: `export * from '${outside}';`, errors },
    { filename, code: `const x = require('${outside}');`, errors },
    { filename, code: `const x = import('${outside}');`, errors },
  ],
});
