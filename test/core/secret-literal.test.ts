import * as fc from 'fast-check';
import { secretLiteral } from '../../lib/core/secret-literal';

/** Joins pieces, so that no line of this file is itself a credential that a scanner would report. */
function joined(...pieces: string[]): string {
  return pieces.join('');
}

const ALPHANUMERIC = 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8';
const SHOUT = 'ABCDEFGHIJKLMNOP';
const WORD = joined('hun', 'ter2');

const CREDENTIALS_BY_SHAPE: [string, string, string][] = [
  ['PEM', joined('-----BEGIN ', 'PRIVATE KEY-----\nMII\n'), 'the value is a private key'],
  ['PEM of an algorithm', joined('x\n-----BEGIN RSA ', 'PRIVATE KEY-----\nMII\n'), 'the value is a private key'],
  ['PEM, encrypted', joined('-----BEGIN ENCRYPTED ', 'PRIVATE KEY-----'), 'the value is a private key'],
  ['PGP', joined('-----BEGIN PGP ', 'PRIVATE KEY BLOCK-----'), 'the value is a private key'],
  ['JWT', joined('ey', 'JhbGciOiJI.ey', 'JzdWIiOiIx.c2lnbmF0dXJl'), 'the value is a JSON Web Token'],
  ['JWT in a header', joined('Bearer ey', 'JhbGciOiJI.ey', 'JzdWIiOiIx.c2lnbmF0dXJl'), 'the value is a JSON Web Token'],
  ['AWS', joined('AK', 'IA', SHOUT), 'the value is an AWS access key'],
  ['AWS, temporary', joined('AS', 'IA', SHOUT), 'the value is an AWS access key'],
  ['GitHub, personal', joined('gh', 'p_', ALPHANUMERIC), 'the value is a GitHub token'],
  ['GitHub, OAuth', joined('gh', 'o_', ALPHANUMERIC), 'the value is a GitHub token'],
  ['GitHub, server', joined('gh', 's_', ALPHANUMERIC), 'the value is a GitHub token'],
  ['GitHub, fine-grained', joined('github', '_pat_', ALPHANUMERIC), 'the value is a GitHub token'],
  ['GitLab', joined('gl', 'pat-', ALPHANUMERIC.slice(0, 20)), 'the value is a GitLab token'],
  ['Slack', joined('xo', 'xb-', '123456789012-abcdef'), 'the value is a Slack token'],
  ['Google', joined('AI', 'za', ALPHANUMERIC.slice(0, 35)), 'the value is a Google API key'],
  ['Stripe', joined('sk', '_live_', ALPHANUMERIC), 'the value is a Stripe key'],
  [
    'Azure storage',
    joined('DefaultEndpointsProtocol=https;AccountName=a;Account', 'Key=', ALPHANUMERIC, '=='),
    'the value holds an Azure access key',
  ],
  ['Azure bus', joined('Endpoint=sb://a/;SharedAccess', 'Key=', ALPHANUMERIC), 'the value holds an Azure access key'],
  ['Vault', joined('hv', 's.', ALPHANUMERIC), 'the value is a Vault token'],
  ['Telegram', joined('123456789', ':', ALPHANUMERIC.slice(0, 35)), 'the value is a Telegram bot token'],
  ['npm', joined('//registry.example.com/:_authToken=np', 'm_', ALPHANUMERIC), 'the value is an npm token'],
  ['URL', joined('postgres://user:', WORD, '@db:5432/app'), 'the value is a URL with a password'],
  ['URL without a user', joined('redis://:', WORD, '@cache:6379'), 'the value is a URL with a password'],
  ['URL with @ in the password', joined('amqp://a:p@', WORD, '@mq'), 'the value is a URL with a password'],
  [
    'second URL of a list',
    joined('amqp://a:$(PASSWORD)@mq-0,amqp://a:', WORD, '@mq-1'),
    'the value is a URL with a password',
  ],
  ['URL with a default', joined('postgres://a:${DB_PASSWORD:-', WORD, '}@db'), 'the value is a URL with a password'],
  ['URL in text', joined('[database]\nurl = "postgres://a:', WORD, '@db"\n'), 'the value is a URL with a password'],
  ['Go data source', joined('app:', WORD, '@tcp(mysql:3306)/app'), 'the value is a connection string with a password'],
  ['connection string', joined('Server=db;Pass', 'word=', WORD, ';Database=a'), 'the value holds a password'],
  ['libpq', joined('host=db pass', "word='", WORD, "' dbname=a"), 'the value holds a password'],
  ['short key', joined('Server=db;P', 'wd=', WORD), 'the value holds a password'],
  ['properties', joined('a=1\nspring.datasource.pass', 'word = ', WORD, '\n'), 'the value holds a password'],
  ['JDBC', joined('jdbc:postgresql://db/a?user=a&pass', 'word=', WORD), 'the value holds a password'],
];

const CREDENTIALS_BY_NAME: [string, string, string][] = [
  ['DB_PASSWORD', WORD, 'a password'],
  ['db-password', WORD, 'a password'],
  ['dbPassword', WORD, 'a password'],
  ['db.password', WORD, 'a password'],
  ['APP__DB__PASSWORD', WORD, 'a password'],
  ['password', WORD, 'a password'],
  ['PASSWORD_1', WORD, 'a password'],
  ['PASSWORD2', WORD, 'a password'],
  ['PGPASSWORD', WORD, 'a password'],
  ['MYSQL_PWD', WORD, 'a password'],
  ['SMTP_PASSWD', WORD, 'a password'],
  ['SMTP_PASS', WORD, 'a password'],
  ['keyPassphrase', WORD, 'a passphrase'],
  ['CLIENT_SECRET', WORD, 'a secret'],
  ['oauth2ClientSecret', WORD, 'a secret'],
  ['COOKIE_SECRET_VALUE', WORD, 'a secret'],
  ['ACCESS_TOKEN', WORD, 'a token'],
  ['authToken', WORD, 'a token'],
  ['BOT_TOKEN_VALUE', WORD, 'a token'],
  ['EXCHANGE_API_KEY', WORD, 'an API key'],
  ['APIKey', WORD, 'an API key'],
  ['x-api-key', WORD, 'an API key'],
  ['apikey', WORD, 'an API key'],
  ['AWS_SECRET_ACCESS_KEY', WORD, 'an access key'],
  ['wallet.privateKey', WORD, 'a private key'],
  ['GIT_CREDENTIALS', WORD, 'a credential'],
  ['credential', WORD, 'a credential'],
  ['STORAGE_CONNECTION_STRING', 'Server=db;Database=a', 'a connection string'],
  ['GATEWAY_AUTH_KEY', WORD, 'an authentication key'],
  ['SECRET', 'ends.with-$(SUFFIX)', 'a secret'],
  ['TOKEN', 'USDTUSDT', 'a token'],
];

const ORDINARY: [string | undefined, string][] = [
  ['RUST_LOG', 'info,crypto_wallets_service=debug'],
  ['APP__VAULT__ADDRESS', 'https://vault.internal:8200'],
  ['APP__REDIS__URL', 'redis://redis-cluster:6379'],
  ['DATABASE_URL', 'postgres://app@db:5432/app?sslmode=require'],
  ['DATABASE_URL', 'postgres://app:$(DB_PASSWORD)@db:5432/app'],
  ['DATABASE_URL', 'postgres://app:${DB_PASSWORD}@db:5432/app'],
  ['DATABASE_URL', 'postgres://app:@db:5432/app'],
  ['DATABASE_CONNECTION_STRING', 'postgres://app:$(DB_PASSWORD)@db:5432/app'],
  ['DSN', 'app:$(DB_PASSWORD)@tcp(mysql:3306)/app'],
  ['DSN', 'Server=db;Password=$(DB_PASSWORD);Database=a'],
  ['DB_CONNECTION_STRING', 'Server=db;Password=${DB_PASSWORD};Database=a'],
  ['DSN', 'Server=db;Password=;Database=a'],
  ['KAFKA_BROKERS', 'kafka-0:9092,kafka-1:9092'],
  ['CONTACT', 'mailto:team@example.com'],
  ['REPOSITORY', 'https://example.com:8443/team/@scope/package'],
  ['config.json', '{"url":"http://api:8080","mail":"team@example.com"}'],
  ['collector.yaml', 'endpoint: https://otel:4317\nheaders:\n  authorization: Bearer ${env:OTLP_TOKEN}\n'],
  ['start.sh', 'export PGPASSWORD=$(cat /run/secrets/db)\nPASSWORD="$1"\npassword=${DB_PASSWORD}\n'],
  ['DEFAULT_PASS', '$(cat /run/secrets/rabbitmq/password)'],
  ['settings.py', 'password = os.getenv("DB_PASSWORD")\n'],
  ['application.properties', 'reset.password=true\nmax.password = 64\nstore.password=/run/secrets/store\n'],
  ['IMAGE', joined('registry.example.com/api@sha256:', '0123456789abcdef'.repeat(4))],
  ['DIGEST', joined('sha256:', '0123456789abcdef'.repeat(4))],
  ['INSTANCE', '3f2504e0-4f89-41d3-9a0c-0305e82c3301'],
  ['GIT_COMMIT', '9fceb02d0ae598e95dc970b74767f19372d61af8'],
  ['FEATURES', 'eyJhIjp7ImIiOlsxLDIsM119fQ=='],
  ['CONFIG_BASE64', 'c2VydmVyOgogIHBvcnQ6IDgwODAKICBob3N0OiAwLjAuMC4wCg=='],
  ['ca.crt', '-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----\n'],
  ['jwt.pub', '-----BEGIN PUBLIC KEY-----\nMII\n-----END PUBLIC KEY-----\n'],
  ['JWT_PUBLIC_KEY', 'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A'],
  ['SECRET_NAME', 'wallet-secrets'],
  ['TOKEN_TTL', '3600'],
  ['PASSWORD_FILE', '/run/secrets/password'],
  ['TOKEN_PATH', 'tokens/service'],
  ['SECRETS_DIR', 'secrets'],
  ['SECRET_REF', 'wallet'],
  ['TOKEN_URL', 'https://login.example.com/token'],
  ['TOKEN_URI', 'login/token'],
  ['API_KEY_ID', 'trading-key'],
  ['AWS_ACCESS_KEY_ID', '$(KEY_ID)'],
  ['PASSWORD_ENABLED', 'sometimes'],
  ['PASSWORD_LENGTH', 'long'],
  ['TOKEN_EXPIRY', 'P1D'],
  ['tokenExpiration', 'daily'],
  ['TOKEN_TYPE', 'Bearer'],
  ['TOKEN_ALGORITHM', 'RS256'],
  ['API_KEY_HEADER', 'X-API-Key'],
  ['TOKEN_ISSUER', 'tradewind'],
  ['TOKEN_AUDIENCE', 'wallets'],
  ['SECRET_ROLE', 'wallets-reader'],
  ['SECRET_MODE', 'strict'],
  ['VAULT_SECRET_MOUNT', 'kv-wallets'],
  ['SECRET_VERSION', 'v3-latest'],
  ['PASSWORD_POLICY', 'strong'],
  ['PASSWORD_RESET_SUBJECT', 'Reset it'],
  ['REQUIRE_TOKEN', 'true'],
  ['USE_PASSWORD', 'no'],
  ['MAX_TOKEN', '4096'],
  ['CACHE_TOKEN', '24h'],
  ['REFRESH_TOKEN', '1h30m'],
  ['AUTH_TOKEN', ''],
  ['AUTH_TOKEN', '  '],
  ['AUTH_TOKEN', '$(TOKEN)'],
  ['AUTH_TOKEN', '${TOKEN}'],
  ['AUTHORIZATION_TOKEN', 'Bearer $(TOKEN)'],
  ['DB_PASSWORD', '$(PASSWORD_HEAD)$(PASSWORD_TAIL)'],
  ['GOOGLE_APPLICATION_CREDENTIALS', '/var/run/google/credentials.json'],
  ['WEB_IDENTITY_TOKEN', '/var/run/secrets/token'],
  ['UPSTREAM_TOKEN', 'https://login.example.com/token'],
  ['QUOTE_TOKEN', 'USDT'],
  ['IMAGE_PULL_SECRET', 'regcred'],
  ['TOKENIZER', 'whitespace'],
  ['PASSWORDLESS', 'always'],
  ['SECRETARY', 'somebody'],
  ['PARTITION_KEY', 'account'],
  ['KEY', 'account'],
  ['PWD', '/app'],
  ['', 'anything'],
  ['42', 'anything'],
  [undefined, 'anything'],
  [undefined, '--token-file=/run/token'],
];

test.each(CREDENTIALS_BY_SHAPE)('the value tells: %s', (_, value, reason) => {
  expect(secretLiteral(undefined, value)).toBe(reason);
  expect(secretLiteral('SETTING', value)).toBe(reason);
});

test.each(CREDENTIALS_BY_NAME)('the name tells: %s', (name, value, kind) => {
  expect(secretLiteral(name, value)).toBe(`the name says that it is ${kind}`);
  expect(secretLiteral(undefined, value)).toBeUndefined();
});

test.each(ORDINARY)('ordinary: %s=%s', (name, value) => {
  expect(secretLiteral(name, value)).toBeUndefined();
});

test('a shape tells under the name of an attribute too', () => {
  expect(secretLiteral('AWS_ACCESS_KEY_ID', joined('AK', 'IA', SHOUT))).toBe('the value is an AWS access key');
});

test('a credential is found wherever it stands in a text', () => {
  const shapes = fc.constantFrom(...CREDENTIALS_BY_SHAPE.map(([, value]) => value));
  const filler = fc.array(fc.constantFrom('server:\n', '  port: 8080\n', '# note\n', 'http://api:8080/ '));
  fc.assert(
    fc.property(shapes, filler, filler, (value, before, after) => {
      expect(secretLiteral('application.yaml', `${before.join('')}${value}\n${after.join('')}`)).toBeDefined();
    }),
  );
});

test('the same question has the same answer, however often it is asked', () => {
  for (let round = 0; round < 3; round++) {
    expect(CREDENTIALS_BY_SHAPE.map(([, value]) => secretLiteral('SETTING', value))).toEqual(
      CREDENTIALS_BY_SHAPE.map(([, , reason]) => reason),
    );
    expect(ORDINARY.filter(([name, value]) => secretLiteral(name, value) !== undefined)).toEqual([]);
  }
});
