import type { IConstruct } from 'constructs';
import { reportError } from '../core/diagnostic-registry';

/** What the headers of a frontend follow from. */
export interface HeaderSources {
  /** Directives in place of those of the default policy. */
  readonly contentSecurityPolicy: Readonly<Record<string, string>>;
  /** Headers in place of the defaults. */
  readonly headers: Readonly<Record<string, string>>;
  /** Whether clients come through the edge, and so with TLS. */
  readonly throughEdge: boolean;
}

/** Everything from the own origin; inline styles too, because the widespread component libraries write them. */
const DIRECTIVES: Readonly<Record<string, string>> = {
  'base-uri': "'self'",
  'connect-src': "'self'",
  'default-src': "'self'",
  'font-src': "'self' data:",
  'form-action': "'self'",
  'frame-ancestors': "'none'",
  'img-src': "'self' data: blob:",
  'object-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self' 'unsafe-inline'",
};

const HEADERS: Readonly<Record<string, string>> = {
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'Referrer-Policy': 'strict-origin-when-cross-origin',
  'X-Content-Type-Options': 'nosniff',
};

const POLICY = 'Content-Security-Policy';

/** A year, for this host alone: other names of its domain are not ours to speak for. */
const ALWAYS_TLS = { 'Strict-Transport-Security': 'max-age=31536000' };

/** The headers of every answer, under the names that they were given. An empty one is left out. */
export function frontendHeaders(sources: HeaderSources): Record<string, string> {
  const policy = { ...DIRECTIVES, ...sources.contentSecurityPolicy };
  const text = Object.keys(policy)
    .sort()
    .map((directive) => `${directive} ${policy[directive]}`.trimEnd())
    .join('; ');
  const defaults = { ...HEADERS, [POLICY]: text, ...(sources.throughEdge ? ALWAYS_TLS : {}) };
  const given = new Set(Object.keys(sources.headers).map((name) => name.toLowerCase()));
  const kept = Object.entries(defaults).filter(([name]) => !given.has(name.toLowerCase()));
  return { ...Object.fromEntries(kept), ...sources.headers };
}

const DIRECTIVE = /^[a-z]+(?:-[a-z]+)*$/;
const HEADER = /^[A-Za-z0-9-]+$/;

/** Visible ASCII; a dollar sign is a variable of the web server, which knows no way to write a plain one. */
const HEADER_VALUE = /^[ -#%-~]*$/;

/** Headers that the web server answers for itself. */
const ITS_OWN = ['cache-control', 'content-length', 'content-type', 'connection', 'etag', 'last-modified', 'location'];

/** Reports what would be another header or another directive than it says. */
export function checkHeaders(scope: IConstruct, sources: HeaderSources): void {
  for (const [directive, value] of Object.entries(sources.contentSecurityPolicy)) {
    if (!DIRECTIVE.test(directive) || !HEADER_VALUE.test(value) || /[;,]/.test(value)) {
      reportError(scope, {
        property: `contentSecurityPolicy.${directive}`,
        value: JSON.stringify(value),
        rule: 'a directive is a name such as connect-src, with sources in ASCII between spaces, no ; , or $ in them',
        fix: "write it as 'connect-src': \"'self' https://api.example.com\"",
      });
    }
  }
  const seen = new Set<string>();
  for (const [name, value] of Object.entries(sources.headers)) {
    const plain = name.toLowerCase();
    if (plain === POLICY.toLowerCase()) {
      reportError(scope, {
        property: `headers.${name}`,
        rule: 'the policy is made of its directives',
        fix: 'use contentSecurityPolicy',
      });
    } else if (!HEADER.test(name) || !HEADER_VALUE.test(value) || ITS_OWN.includes(plain) || seen.has(plain)) {
      reportError(scope, {
        property: `headers.${name}`,
        value: JSON.stringify(value),
        rule: 'a header has a name of letters, digits and -, given once and not the web server’s own, and a text in ASCII without $',
        fix: "write it as 'Cross-Origin-Opener-Policy': 'same-origin'; an empty text leaves a header out",
      });
    }
    seen.add(plain);
  }
}
