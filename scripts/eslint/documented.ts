import { AST_NODE_TYPES, type TSESTree } from '@typescript-eslint/utils';
import { createRule } from './create-rule';
import { docstring, exportedDeclarations, memberName, visibleMembers, type VisibleMember } from './public-declarations';

/** Demands docstrings: on all that lib/ exports, on each member users see, and `@default` on what may be left out. */
export const documented = createRule({
  name: 'documented',
  meta: {
    type: 'suggestion',
    docs: { description: 'Exported symbols and public members have docstrings' },
    schema: [],
    messages: {
      missing: '`{{name}}` has no docstring that begins with a sentence.',
      default: '`{{name}}` may be left out: say in `@default` what happens then.',
    },
  },
  defaultOptions: [],
  create(context) {
    const { sourceCode } = context;

    function demandSentence(node: TSESTree.Node, name: string): void {
      if (!/^[^@\s]/.test(docstring(node, sourceCode) ?? '')) {
        context.report({ node, messageId: 'missing', data: { name } });
      }
    }

    return {
      Program(program) {
        const functions = new Set<string>();
        for (const { statement, declaration, names, isPublic } of exportedDeclarations(program, context)) {
          const name = names.join(', ');
          // Overloads of an internal function share the docstring of the first.
          if (!functions.has(name)) {
            demandSentence(statement, name);
          }
          if (isFunction(declaration)) {
            functions.add(name);
          }
          if (!isPublic) {
            continue;
          }
          if (declaration.type === AST_NODE_TYPES.TSEnumDeclaration) {
            for (const member of declaration.body.members) {
              demandSentence(member, `${name}.${sourceCode.getText(member.id)}`);
            }
          }
          const accessors = new Set<string>();
          for (const member of visibleMembers(declaration, sourceCode)) {
            const path = `${name}.${memberName(member, sourceCode)}`;
            if (!inheritsDocs(member) && !accessors.has(path)) {
              demandSentence(member, path);
            }
            if (isAccessor(member)) {
              accessors.add(path);
            }
            const mayBeLeftOut = member.type === AST_NODE_TYPES.TSPropertySignature && member.optional;
            if (mayBeLeftOut && !/^@default\s+\S/m.test(docstring(member, sourceCode) ?? '')) {
              context.report({ node: member, messageId: 'default', data: { name: path } });
            }
          }
        }
      },
    };
  },
});

function isFunction(declaration: TSESTree.Node): boolean {
  return (
    declaration.type === AST_NODE_TYPES.FunctionDeclaration || declaration.type === AST_NODE_TYPES.TSDeclareFunction
  );
}

/** Of a getter and a setter, the first carries the docstring. */
function isAccessor(member: VisibleMember): boolean {
  return 'kind' in member && (member.kind === 'get' || member.kind === 'set');
}

/** A constructor is described by its class and props, an override by what it overrides. */
function inheritsDocs(member: VisibleMember): boolean {
  const isConstructor = 'kind' in member && member.kind === 'constructor';
  return isConstructor || ('override' in member && member.override);
}
