import { AST_NODE_TYPES, type TSESTree } from '@typescript-eslint/utils';
import { createRule } from './create-rule';

const SUITES = new Set(['describe', 'it', 'test']);

/** Refuses `.only`, and `.skip` without a comment `// Skipped: …` on the line before. */
export const noParkedTest = createRule({
  name: 'no-parked-test',
  meta: {
    type: 'problem',
    docs: { description: 'No test is left out without a reason' },
    schema: [],
    messages: {
      only: '`{{what}}` silences every other test of the file.',
      skip: '`{{what}}` needs its reason on the line before: `// Skipped: …`.',
    },
  },
  defaultOptions: [],
  create(context) {
    function report(node: TSESTree.Node, only: boolean): void {
      const what = context.sourceCode.getText(node);
      const explained = context.sourceCode
        .getAllComments()
        .some(({ value, loc }) => /^\s*Skipped: \S/.test(value) && loc.end.line === node.loc.start.line - 1);
      if (only || !explained) {
        context.report({ node, messageId: only ? 'only' : 'skip', data: { what } });
      }
    }
    return {
      MemberExpression(node) {
        const property = node.property.type === AST_NODE_TYPES.Identifier ? node.property.name : '';
        const onSuite = node.object.type === AST_NODE_TYPES.Identifier && SUITES.has(node.object.name);
        if (onSuite && ['only', 'skip', 'todo'].includes(property)) {
          report(node, property === 'only');
        }
      },
      'CallExpression[callee.name=/^(fit|fdescribe|xit|xtest|xdescribe)$/]': (node: TSESTree.CallExpression) =>
        report(node.callee, context.sourceCode.getText(node.callee).startsWith('f')),
    };
  },
});
