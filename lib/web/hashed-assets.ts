import type { IConstruct } from 'constructs';
import { reportError } from '../core/diagnostic-registry';

/**
 * Which files have the hash of their content in their name, so that a browser may keep them for a year and never ask
 * again. A file that is taken for one and is not stays old in browsers, and nobody can call it back.
 */
export class HashedAssets {
  /**
   * Files below `/assets/`, `/static/`, `/_next/static/` and `/_app/immutable/` whose name ends with a hash, as Vite,
   * webpack, Next.js and SvelteKit write them: `index-BkZ3x9aD.js`, `main.1a2b3c4d.chunk.css`.
   */
  public static byName(): HashedAssets {
    return new HashedAssets(BY_NAME);
  }

  /** Every file below folders in which nothing has another kind of name, such as `/assets/`. */
  public static below(...folders: string[]): HashedAssets {
    const alternatives = folders.map((folder) => folder.replace(/^\/*|\/*$/g, '').replace(META_CHARACTER, '\\$&'));
    return new HashedAssets(`^/(?:${alternatives.join('|')})/`, folders);
  }

  /** Files whose path matches a regular expression of Perl, such as `^/[\w-]+-[A-Z0-9]{8}\.(?:js|css)$` for Angular. */
  public static matching(pattern: string): HashedAssets {
    return new HashedAssets(pattern);
  }

  private constructor(
    /** The regular expression that their paths match. */
    public readonly pattern: string,
    private readonly folders?: string[],
  ) {}

  /**
   * Reports what would match nothing, everything, or is no regular expression.
   *
   * @internal
   */
  public _check(scope: IConstruct): void {
    const empty = this.folders && (this.folders.length === 0 || this.folders.some((folder) => /^\/*$/.test(folder)));
    const problem = empty
      ? 'the whole site would be kept for a year, index.html too'
      : CONTROL_CHARACTER.test(this.pattern)
        ? 'a path is one line of visible characters'
        : patternProblem(this.pattern);
    if (problem !== undefined) {
      reportError(scope, {
        property: 'hashedAssets',
        value: JSON.stringify(this.folders ?? this.pattern),
        rule: problem,
        fix: "write HashedAssets.below('/assets/') or HashedAssets.matching('^/assets/.+-[\\\\w-]{8}\\\\.js$')",
      });
    }
  }
}

/** A hash of base 64 or 32 has eight characters, with a capital or a digit; one of base 16 can be longer. */
const HASH = '(?:(?=[a-z_-]*[A-Z0-9])[A-Za-z0-9_-]{8}|[0-9a-f]{9,64})';
const BY_NAME = `^/(?:assets|static|_next/static|_app/immutable)/(?:.*[.-])${HASH}(?:\\.chunk)?\\.[a-z0-9]+(?:\\.map)?$`;

const META_CHARACTER = /[.*+?^${}()|[\]\\]/g;
const CONTROL_CHARACTER = /[^ -~]/;

function patternProblem(pattern: string): string | undefined {
  try {
    return new RegExp(pattern).test('/index.html') ? 'index.html has to be asked for each time' : undefined;
  } catch {
    return 'it is no regular expression';
  }
}
