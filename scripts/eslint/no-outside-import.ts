import { dirname, relative, resolve } from 'node:path';
import { AST_NODE_TYPES, type TSESTree } from '@typescript-eslint/utils';
import { createRule } from './create-rule';

/** Refuses a relative import that leaves the repository: a clone has nothing beside it. */
export const noOutsideImport = createRule({
  name: 'no-outside-import',
  meta: {
    type: 'problem',
    docs: { description: 'Imports stay inside the repository' },
    schema: [],
    messages: { outside: '`{{source}}` is outside the repository: no clone has it.' },
  },
  defaultOptions: [],
  create(context) {
    function check(source: TSESTree.Expression | null | undefined): void {
      if (source?.type !== AST_NODE_TYPES.Literal || typeof source.value !== 'string' || !/^[./]/.test(source.value)) {
        return;
      }
      const target = relative(context.cwd, resolve(dirname(context.filename), source.value));
      if (target.startsWith('..')) {
        context.report({ node: source, messageId: 'outside', data: { source: source.value } });
      }
    }
    return {
      ImportDeclaration: (node) => check(node.source),
      ImportExpression: (node) => check(node.source),
      ExportNamedDeclaration: (node) => check(node.source),
      ExportAllDeclaration: (node) => check(node.source),
      'CallExpression[callee.name="require"]': (node: TSESTree.CallExpression) => {
        const [argument] = node.arguments;
        check(argument?.type === AST_NODE_TYPES.SpreadElement ? undefined : argument);
      },
    };
  },
});
