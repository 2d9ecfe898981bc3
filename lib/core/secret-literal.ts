/**
 * Why a literal looks like a credential, as a short clause ("the value is a private key", "the name says that it is a
 * password"); undefined when it does not.
 *
 * Values are known by the shapes that their issuers give them. Names count by their last words, so that attributes of
 * a secret (`SECRET_NAME`, `TOKEN_TTL`, `PASSWORD_FILE`) pass; and a name counts only when the value could be a
 * credential: not a switch, number, duration, path, plain address or reference to a variable.
 *
 * @param name the variable or entry that holds the value; undefined where there is none, as with arguments.
 */
export function secretLiteral(name: string | undefined, value: string): string | undefined {
  if (value.length >= SHORTEST_SHAPE && ANY_SHAPE_HINT.test(value)) {
    const found = shapeOf(value);
    if (found !== undefined) {
      return `the value ${found}`;
    }
  }
  const kind = name === undefined ? undefined : kindOf(name);
  return kind === undefined || isHarmless(value, kind) ? undefined : `the name says that it is ${kind}`;
}

interface Shape {
  readonly pattern: RegExp;
  readonly finding: string;
}

/** As in `a://u:p@h`. */
const SHORTEST_SHAPE = 9;

/** One pass over the value that lets nearly every ordinary value skip the shapes below. */
const ANY_SHAPE_HINT = new RegExp(
  [
    '-----BEGIN |eyJ|A[KS]IA|gh[oprsu]_|github_pat_|glpat-|xox|AIza|[rs]k_live_|Key=|hv[bs]\\.|npm_|\\d:[\\w-]{35}',
    '://[^/\\s]*@|@(?:tcp|unix)\\(|(?:passw(?:or)?d|pwd)\\s*=',
  ].join('|'),
  'i',
);

const SHAPES: readonly Shape[] = [
  { pattern: /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----/, finding: 'is a private key' },
  { pattern: /(?<![\w-])eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]{8,}/, finding: 'is a JSON Web Token' },
  { pattern: /(?<![A-Za-z0-9])A[KS]IA[A-Z0-9]{16}(?![A-Za-z0-9])/, finding: 'is an AWS access key' },
  { pattern: /(?<![A-Za-z0-9])(?:gh[oprsu]_[A-Za-z0-9]{30,}|github_pat_\w{22,})/, finding: 'is a GitHub token' },
  { pattern: /(?<![A-Za-z0-9])glpat-[\w-]{20,}/, finding: 'is a GitLab token' },
  { pattern: /(?<![A-Za-z0-9])xox[a-z]-[A-Za-z0-9-]{10,}/, finding: 'is a Slack token' },
  { pattern: /(?<![A-Za-z0-9])AIza[\w-]{35}(?![\w-])/, finding: 'is a Google API key' },
  { pattern: /(?<![A-Za-z0-9])[rs]k_live_[A-Za-z0-9]{16,}/, finding: 'is a Stripe key' },
  { pattern: /(?:AccountKey|SharedAccessKey)=[A-Za-z0-9+/]{16,}/i, finding: 'holds an Azure access key' },
  { pattern: /(?<![A-Za-z0-9])hv[bs]\.[\w-]{20,}/, finding: 'is a Vault token' },
  { pattern: /(?<![\w:])\d{6,12}:[\w-]{35}(?![\w-])/, finding: 'is a Telegram bot token' },
  { pattern: /(?<![A-Za-z0-9])npm_[A-Za-z0-9]{36}(?![A-Za-z0-9])/, finding: 'is an npm token' },
];

/** Shapes whose first group is the password, which may be a reference. They hold for each occurrence in the value. */
const PASSWORD_SHAPES: readonly Shape[] = [
  { pattern: /:\/\/[^\s:/?#@"'<>]*:([^\s/?#@"'<>]+)@/g, finding: 'is a URL with a password' },
  { pattern: /(?<![^\s"'])[\w.-]+:([^\s:@"']+)@(?:tcp|unix)\(/g, finding: 'is a connection string with a password' },
  {
    pattern: /(?<![A-Za-z])(?:password|passwd|pwd)\s*=\s*("[^"\n]*"|'[^'\n]*'|[^\s;&,"']+)/gi,
    finding: 'holds a password',
  },
];

function shapeOf(value: string): string | undefined {
  for (const { pattern, finding } of SHAPES) {
    if (pattern.test(value)) {
      return finding;
    }
  }
  for (const { pattern, finding } of PASSWORD_SHAPES) {
    for (const match of value.matchAll(pattern)) {
      const password = match[1].replace(/^(["'])(.*)\1$/, '$2');
      if (!isReference(password) && !(finding === 'holds a password' && isAssignedElsewhere(password))) {
        return finding;
      }
    }
  }
  return undefined;
}

/** `$(NAME)`, `${NAME}`, `${env:NAME}` or several of them; a default in the braces would be a literal. */
const REFERENCE = /^(?:(?:Bearer|Basic|Token) +)?(?:\$\([\w.-]+\)|\$\{(?:[a-z]+:)?[\w.-]+\})+$/i;
const REFERENCE_WITHIN = /\$\([\w.-]+\)|\$\{(?:[a-z]+:)?[\w.-]+\}/i;

/** What a shell takes from a file, such as a mounted Secret. */
const READ_FROM_FILE = /^\$\(cat \/[\w./-]+\)$/;

function isReference(text: string): boolean {
  return text.includes('$') && REFERENCE.test(text);
}

/** Scripts and settings files say `password=$1`, `password=os.getenv(…)` or `password=true`: none holds one. */
function isAssignedElsewhere(text: string): boolean {
  return /^\$[({\w]|^[A-Za-z_][\w.]*\(/.test(text) || isTrivial(text);
}

function isHarmless(value: string, kind: string): boolean {
  const text = value.trim();
  return (
    isTrivial(text) ||
    isReference(text) ||
    READ_FROM_FILE.test(text) ||
    (kind === CONNECTION_STRING && REFERENCE_WITHIN.test(text)) ||
    (kind === TOKEN && TICKER.test(text))
  );
}

const SWITCH = /^(?:true|false|yes|no|on|off|null|none|nil)$/i;
const NUMBER = /^[-+]?[\d._,]+$/;
const DURATION = /^(?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h|d|w|y))+$/;
const PLAIN_ADDRESS = /^[a-z][a-z0-9+.-]{0,30}:\/\/\S*$/i;

/** On a trading platform a token is as often an asset ("USDT"); no issued token is that short. */
const TICKER = /^[A-Z0-9]{2,6}$/;

function isTrivial(text: string): boolean {
  return (
    text === '' ||
    text.startsWith('/') ||
    SWITCH.test(text) ||
    NUMBER.test(text) ||
    DURATION.test(text) ||
    PLAIN_ADDRESS.test(text)
  );
}

const PASSWORD = 'a password';
const TOKEN = 'a token';
const CONNECTION_STRING = 'a connection string';

/** What the last words of a name, joined, say about the value. */
const KINDS: ReadonlyMap<string, string> = new Map([
  ['password', PASSWORD],
  ['passwords', PASSWORD],
  ['passwd', PASSWORD],
  ['pwd', PASSWORD],
  ['pass', PASSWORD],
  ['pgpassword', PASSWORD],
  ['passphrase', 'a passphrase'],
  ['secret', 'a secret'],
  ['secrets', 'a secret'],
  ['token', TOKEN],
  ['authtoken', TOKEN],
  ['apikey', 'an API key'],
  ['apikeys', 'an API key'],
  ['accesskey', 'an access key'],
  ['accountkey', 'an access key'],
  ['secretkey', 'a secret key'],
  ['privatekey', 'a private key'],
  ['signingkey', 'a signing key'],
  ['encryptionkey', 'an encryption key'],
  ['authkey', 'an authentication key'],
  ['credential', 'a credential'],
  ['credentials', 'a credential'],
  ['connectionstring', CONNECTION_STRING],
]);

/** Last words that name a Secret object rather than hold its content. */
const OBJECT_NAMES: ReadonlySet<string> = new Set(['pullsecret', 'pullsecrets', 'existingsecret']);

/** Services share most of their variable names. */
const CACHED_NAMES_LIMIT = 10_000;
const kindsByName = new Map<string, string | undefined>();

function kindOf(name: string): string | undefined {
  const known = kindsByName.get(name);
  if (known !== undefined || kindsByName.has(name)) {
    return known;
  }
  if (kindsByName.size >= CACHED_NAMES_LIMIT) {
    kindsByName.clear();
  }
  const kind = kindOfWords(wordsOf(name));
  kindsByName.set(name, kind);
  return kind;
}

/** The words of a snake, kebab, camel, dotted or SHOUT case name, in lower case, without numbers or a last "value". */
function wordsOf(name: string): string[] {
  const words = (name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g) ?? []).map((word) => word.toLowerCase());
  return words[words.length - 1] === 'value' ? words.slice(0, -1) : words;
}

function kindOfWords(words: readonly string[]): string | undefined {
  const last = words.slice(-1).join('');
  const lastTwo = words.slice(-2).join('');
  return OBJECT_NAMES.has(lastTwo) ? undefined : (KINDS.get(lastTwo) ?? KINDS.get(last));
}
