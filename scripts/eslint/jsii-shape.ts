import { AST_NODE_TYPES, type TSESTree } from '@typescript-eslint/utils';
import { createRule } from './create-rule';
import { exportedDeclarations, memberName, visibleMembers, type VisibleMember } from './public-declarations';

const DROPPED: Partial<Record<AST_NODE_TYPES, string>> = {
  [AST_NODE_TYPES.FunctionDeclaration]: 'function',
  [AST_NODE_TYPES.TSDeclareFunction]: 'function',
  [AST_NODE_TYPES.TSTypeAliasDeclaration]: 'type alias',
  [AST_NODE_TYPES.VariableDeclaration]: 'variable',
  [AST_NODE_TYPES.TSModuleDeclaration]: 'namespace',
};

/** Refuses what jsii drops or flattens without a word: exported functions and aliases, generics, overloads. */
export const jsiiShape = createRule({
  name: 'jsii-shape',
  meta: {
    type: 'problem',
    docs: { description: 'Public declarations have a shape that every jsii language can express' },
    schema: [],
    messages: {
      dropped:
        'The exported {{what}} `{{name}}` vanishes in every language but TypeScript. Make it a static member of a class, or keep its file out of every index.ts.',
      generic: '`{{name}}` has type parameters, which jsii erases. Say the type, or make it internal.',
      overload: '`{{name}}` is overloaded; jsii keeps one signature. Give each its own name.',
    },
  },
  defaultOptions: [],
  create(context) {
    return {
      Program(program) {
        for (const { declaration, names, isPublic } of exportedDeclarations(program, context)) {
          if (!isPublic) {
            continue;
          }
          const name = names.join(', ');
          const what = DROPPED[declaration.type];
          if (what) {
            context.report({ node: declaration, messageId: 'dropped', data: { what, name } });
          }
          if ('typeParameters' in declaration && declaration.typeParameters && !what) {
            context.report({ node: declaration.typeParameters, messageId: 'generic', data: { name } });
          }
          const seen = new Set<string>();
          for (const member of visibleMembers(declaration, context.sourceCode)) {
            const data = { name: `${name}.${memberName(member, context.sourceCode)}` };
            const generics = typeParametersOf(member);
            if (generics) {
              context.report({ node: generics, messageId: 'generic', data });
            }
            const signature = signatureKey(member, data.name);
            if (signature && seen.has(signature)) {
              context.report({ node: member, messageId: 'overload', data });
            }
            if (signature) {
              seen.add(signature);
            }
          }
        }
      },
    };
  },
});

function typeParametersOf(member: VisibleMember): TSESTree.TSTypeParameterDeclaration | undefined {
  if (member.type === AST_NODE_TYPES.TSMethodSignature) {
    return member.typeParameters;
  }
  const isMethod =
    member.type === AST_NODE_TYPES.MethodDefinition || member.type === AST_NODE_TYPES.TSAbstractMethodDefinition;
  return isMethod ? member.value.typeParameters : undefined;
}

/** What two members share only when one overloads the other; a getter and its setter do not. */
function signatureKey(member: VisibleMember, name: string): string | undefined {
  switch (member.type) {
    case AST_NODE_TYPES.TSMethodSignature:
      return `${member.kind} ${name}`;
    case AST_NODE_TYPES.MethodDefinition:
    case AST_NODE_TYPES.TSAbstractMethodDefinition:
      return `${member.static ? 'static ' : ''}${member.kind} ${name}`;
    default:
      return undefined;
  }
}
