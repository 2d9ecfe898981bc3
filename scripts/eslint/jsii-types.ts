import { AST_NODE_TYPES, ESLintUtils, type TSESTree } from '@typescript-eslint/utils';
import * as ts from 'typescript';
import { createRule } from './create-rule';
import { exportedDeclarations, memberName, visibleMembers, type VisibleMember } from './public-declarations';

/** Refuses unions in public signatures, also those behind an alias: jsii turns them into untyped values. */
export const jsiiTypes = createRule({
  name: 'jsii-types',
  meta: {
    type: 'problem',
    docs: { description: 'Public signatures hold no unions' },
    schema: [],
    messages: {
      union:
        '`{{name}}` is the union `{{type}}`, which jsii passes silently and other languages see as an untyped value. Use an enum, a class with static factories, or one type.',
    },
  },
  defaultOptions: [],
  create(context) {
    const services = ESLintUtils.getParserServices(context);
    const checker = services.program.getTypeChecker();

    return {
      Program(program) {
        for (const { declaration, names, isPublic } of exportedDeclarations(program, context)) {
          if (!isPublic) {
            continue;
          }
          for (const member of visibleMembers(declaration, context.sourceCode)) {
            for (const { node, type } of typesOf(member)) {
              const union = findUnion(type, checker);
              if (union) {
                const name = `${names.join(', ')}.${memberName(member, context.sourceCode)}`;
                context.report({ node, messageId: 'union', data: { name, type: checker.typeToString(union) } });
              }
            }
          }
        }
      },
    };

    function typesOf(member: VisibleMember): { node: TSESTree.Node; type: ts.Type }[] {
      switch (member.type) {
        case AST_NODE_TYPES.PropertyDefinition:
        case AST_NODE_TYPES.TSAbstractPropertyDefinition:
        case AST_NODE_TYPES.AccessorProperty:
        case AST_NODE_TYPES.TSAbstractAccessorProperty:
        case AST_NODE_TYPES.TSPropertySignature:
        case AST_NODE_TYPES.TSIndexSignature:
          return [{ node: member, type: written(member.typeAnnotation) ?? services.getTypeAtLocation(member) }];
        case AST_NODE_TYPES.TSMethodSignature:
          return ofFunction(member.params, member.returnType, member);
        case AST_NODE_TYPES.MethodDefinition:
        case AST_NODE_TYPES.TSAbstractMethodDefinition:
          return ofFunction(member.value.params, member.value.returnType, member);
        default:
          return [];
      }
    }

    function ofFunction(
      parameters: readonly TSESTree.Parameter[],
      returnType: TSESTree.TSTypeAnnotation | undefined,
      member: TSESTree.Node,
    ): { node: TSESTree.Node; type: ts.Type }[] {
      const declared = services.esTreeNodeToTSNodeMap.get(member) as ts.SignatureDeclaration;
      const signature = checker.getSignatureFromDeclaration(declared);
      const returned = written(returnType) ?? signature?.getReturnType();
      return [
        ...parameters.map((parameter) => ({ node: parameter, type: services.getTypeAtLocation(parameter) })),
        ...(returned ? [{ node: returnType ?? member, type: returned }] : []),
      ];
    }

    function written(annotation: TSESTree.TSTypeAnnotation | undefined): ts.Type | undefined {
      return annotation && services.getTypeAtLocation(annotation.typeAnnotation);
    }
  },
});

const ABSENT = ts.TypeFlags.Undefined | ts.TypeFlags.Null | ts.TypeFlags.Void;

/** The first union of two or more types inside a type; optional values, booleans and enums are none. */
function findUnion(type: ts.Type, checker: ts.TypeChecker): ts.Type | undefined {
  const present = type.isUnion() ? type.types.filter((part) => !(part.flags & ABSENT)) : [type];
  const [first, ...others] = present;
  if (first && others.length > 0) {
    const oneEnum = first.flags & ts.TypeFlags.EnumLiteral && present.every((part) => enumOf(part) === enumOf(first));
    const booleans = present.every((part) => part.flags & ts.TypeFlags.BooleanLiteral);
    return oneEnum || booleans ? undefined : type;
  }
  const parameters = type.aliasTypeArguments ?? (isReference(type) ? checker.getTypeArguments(type) : []);
  for (const parameter of first && first !== type ? [first] : parameters) {
    const union = findUnion(parameter, checker);
    if (union) {
      return union;
    }
  }
  return undefined;
}

function isReference(type: ts.Type): type is ts.TypeReference {
  return (type.flags & ts.TypeFlags.Object) !== 0 && 'target' in type;
}

/** The declaration of the enum that an enum literal belongs to. */
function enumOf(type: ts.Type): ts.Node | undefined {
  return (type.symbol as ts.Symbol | undefined)?.valueDeclaration?.parent;
}
