import { resolve } from 'node:path';
import { AST_NODE_TYPES, AST_TOKEN_TYPES, type TSESLint, type TSESTree } from '@typescript-eslint/utils';
import { publicSurface, type PublicNames } from './public-surface';

/** A declaration behind an `export` keyword, with the statement that carries its docstring. */
export interface ExportedDeclaration {
  readonly statement: TSESTree.ExportNamedDeclaration | TSESTree.ExportDefaultDeclaration;
  readonly declaration: TSESTree.Node;
  /** Empty for an anonymous default export. */
  readonly names: readonly string[];
  /** Whether an index.ts hands it on to users of the package. */
  readonly isPublic: boolean;
}

/** A member that users of a class or interface can see. */
export type VisibleMember = TSESTree.ClassElement | TSESTree.TypeElement;

const surfaces = new Map<string, ReadonlyMap<string, PublicNames>>();

/** All declarations a file exports. The index that says what is public is `settings.tradewind.index`. */
export function exportedDeclarations(
  program: TSESTree.Program,
  context: Pick<TSESLint.RuleContext<string, readonly unknown[]>, 'filename' | 'settings' | 'cwd'>,
): ExportedDeclaration[] {
  const settings = context.settings['tradewind'] as { index?: string } | undefined;
  const index = resolve(context.cwd, settings?.index ?? 'lib/index.ts');
  const surface = surfaces.get(index) ?? publicSurface(index);
  surfaces.set(index, surface);
  const publicNames = surface.get(resolve(context.cwd, context.filename));

  return program.body.flatMap((statement): ExportedDeclaration[] => {
    const exports =
      statement.type === AST_NODE_TYPES.ExportNamedDeclaration ||
      statement.type === AST_NODE_TYPES.ExportDefaultDeclaration;
    if (!exports || !statement.declaration) {
      return [];
    }
    const declaration = statement.declaration;
    const names = declaredNames(declaration);
    const isPublic = publicNames === 'all' || names.some((name) => publicNames?.has(name) ?? false);
    return [{ statement, declaration, names, isPublic }];
  });
}

/** The members of an exported class or interface that are part of the package's interface. */
export function visibleMembers(
  declaration: TSESTree.Node,
  sourceCode: Readonly<TSESLint.SourceCode>,
): readonly VisibleMember[] {
  if (declaration.type === AST_NODE_TYPES.TSInterfaceDeclaration) {
    return declaration.body.body;
  }
  if (declaration.type === AST_NODE_TYPES.ClassDeclaration) {
    return declaration.body.body.filter((member) => !isHidden(member, sourceCode));
  }
  return [];
}

/** The name of a member as its author reads it. */
export function memberName(member: VisibleMember, sourceCode: Readonly<TSESLint.SourceCode>): string {
  return 'key' in member ? sourceCode.getText(member.key) : member.type;
}

/** The text of the docstring right before a node, without its frame; undefined where there is none. */
export function docstring(node: TSESTree.Node, sourceCode: Readonly<TSESLint.SourceCode>): string | undefined {
  const comment = sourceCode.getCommentsBefore(node).at(-1);
  return comment?.type === AST_TOKEN_TYPES.Block && comment.value.startsWith('*')
    ? comment.value.replace(/^\s*\*+ ?/gm, '').trim()
    : undefined;
}

function isHidden(member: TSESTree.ClassElement, sourceCode: Readonly<TSESLint.SourceCode>): boolean {
  if (member.type === AST_NODE_TYPES.StaticBlock) {
    return true;
  }
  const isPrivate = 'accessibility' in member && member.accessibility === 'private';
  const isHashPrivate = 'key' in member && member.key.type === AST_NODE_TYPES.PrivateIdentifier;
  return isPrivate || isHashPrivate || /@internal\b/.test(docstring(member, sourceCode) ?? '');
}

function declaredNames(declaration: TSESTree.Node): string[] {
  if (declaration.type === AST_NODE_TYPES.VariableDeclaration) {
    return declaration.declarations.flatMap(({ id }) => (id.type === AST_NODE_TYPES.Identifier ? [id.name] : []));
  }
  const id = 'id' in declaration ? declaration.id : undefined;
  return id && typeof id === 'object' && 'name' in id && typeof id.name === 'string' ? [id.name] : [];
}
