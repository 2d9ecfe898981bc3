import { fileLiterals, isFile } from '../../lib/core/file-literals';

const PASSWORD = 'the name says that it is a password';
const TOKEN = 'the name says that it is a token';
const KEY = 'the name says that it is an API key';

test.each<[string, string, [string, string][]]>([
  [
    'YAML',
    `server:
  port: 8080
database:
  # the main one
  primary:
    user: app
    password: hunter22

  replicas:
    - host: a
      password: "hunter23"
    - password: hunter24
      host: b
webhook:
  api-key: 'abcdefgh12345678'
`,
    [
      ['database.primary.password, line 7', PASSWORD],
      ['database.replicas.password, line 11', PASSWORD],
      ['database.replicas.password, line 12', PASSWORD],
      ['webhook.api-key, line 15', KEY],
    ],
  ],
  [
    'JSON',
    '{"database": {"password": "hunter22", "port": 5432}, "clients": [{"token": "abcdefgh12345678"}], "tokens": null}',
    [
      ['database.password', PASSWORD],
      ['clients[0].token', TOKEN],
    ],
  ],
  [
    'properties',
    'spring.datasource.username=app\nspring.datasource.password=hunter22\nexport API_TOKEN="abcdefgh12345678"\n',
    [
      ['spring.datasource.password, line 2', PASSWORD],
      ['API_TOKEN, line 3', TOKEN],
    ],
  ],
  [
    'INI and TOML',
    '[server]\nport = 80\n[database.primary] # main\npassword = "hunter22"\n[[clients]]\ntoken = "abcdefgh12345678"\n',
    [
      ['database.primary.password, line 4', PASSWORD],
      ['clients.token, line 6', TOKEN],
    ],
  ],
  [
    'text with a key in it',
    'tls:\n  key: |\n    -----BEGIN PRIVATE KEY-----\n    abc\n',
    [['tls.key, line 3', 'the value is a private key']],
  ],
  ['what only refers', 'database:\n  password: ${DB_PASSWORD}\n  password_file: /run/secrets/password\n', []],
  ['what looks like JSON', '{{ range .Items }}\npassword = hunter22\n', [['password, line 2', PASSWORD]]],
])('%s: each place is told', (_, text, places) => {
  expect(isFile(text)).toBe(true);
  expect(fileLiterals(text).map(({ place, why }) => [place, why])).toEqual(places);
});

test('a value of one line is no file', () => {
  expect(isFile('hunter22')).toBe(false);
  expect(isFile('{{ template }}')).toBe(false);
});
