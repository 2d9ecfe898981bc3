import { checkHeaders, frontendHeaders } from '../../lib/web/frontend-headers';
import { problems } from '../support/findings';
import { chartIn } from '../support/workload';

const NONE = { contentSecurityPolicy: {}, headers: {}, throughEdge: false };

test('the defaults', () => {
  expect(frontendHeaders({ ...NONE, throughEdge: true })).toEqual({
    'Content-Security-Policy':
      "base-uri 'self'; connect-src 'self'; default-src 'self'; font-src 'self' data:; form-action 'self'; " +
      "frame-ancestors 'none'; img-src 'self' data: blob:; object-src 'none'; script-src 'self'; " +
      "style-src 'self' 'unsafe-inline'",
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    'Referrer-Policy': 'strict-origin-when-cross-origin',
    'Strict-Transport-Security': 'max-age=31536000',
    'X-Content-Type-Options': 'nosniff',
  });
});

test('what is given stands in place of the default, however it is written', () => {
  const headers = frontendHeaders({
    ...NONE,
    headers: { 'referrer-policy': 'no-referrer', 'X-Content-Type-Options': '' },
  });
  expect(headers).toMatchObject({ 'referrer-policy': 'no-referrer', 'X-Content-Type-Options': '' });
  expect(headers).not.toHaveProperty('Referrer-Policy');
});

test('a directive stands in place of the default of its name, and may have no value', () => {
  const policy = frontendHeaders({
    ...NONE,
    contentSecurityPolicy: { 'connect-src': '*', 'upgrade-insecure-requests': '' },
  })['Content-Security-Policy'];
  expect(policy.split('; ')).toEqual(expect.arrayContaining(['connect-src *', 'upgrade-insecure-requests']));
  expect(policy).not.toContain("connect-src 'self'");
});

test.each<[string, Record<string, string>]>([
  ['a name', { 'connect src': '*' }],
  ['two directives', { 'connect-src': '*; script-src *' }],
  ['two policies', { 'connect-src': '*, x' }],
  ['a variable', { 'connect-src': '$host' }],
  ['a line', { 'connect-src': 'a\nb' }],
])('a directive with %s is an error', (_, contentSecurityPolicy) => {
  const chart = chartIn();
  checkHeaders(chart, { ...NONE, contentSecurityPolicy });
  const [[directive, value]] = Object.entries(contentSecurityPolicy);
  expect(problems(chart)).toEqual([
    [
      `shop  contentSecurityPolicy.${directive}`,
      `got ${JSON.stringify(value)}`,
      'a directive is a name such as connect-src, with sources in ASCII between spaces, no ; , or $ in them',
      "→ write it as 'connect-src': \"'self' https://api.example.com\"",
    ],
  ]);
});

test.each<[string, Record<string, string>]>([
  ['a space in its name', { 'X A': '1' }],
  ['a line in it', { 'X-A': 'a\nSet-Cookie: b' }],
  ['the name of what the server says itself', { 'cache-control': 'no-store' }],
])('a header with %s is an error', (_, headers) => {
  const chart = chartIn();
  checkHeaders(chart, { ...NONE, headers });
  expect(problems(chart).map(([where]) => where)).toEqual([`shop  headers.${Object.keys(headers)[0]}`]);
});

test('a header given twice, in two ways of writing, is an error', () => {
  const chart = chartIn();
  checkHeaders(chart, { ...NONE, headers: { 'X-A': '1', 'x-a': '2' } });
  expect(problems(chart).map(([where]) => where)).toEqual(['shop  headers.x-a']);
});

test('the policy as a header is an error', () => {
  const chart = chartIn();
  checkHeaders(chart, { ...NONE, headers: { 'content-security-policy': "default-src 'self'" } });
  expect(problems(chart)).toEqual([
    ['shop  headers.content-security-policy', 'the policy is made of its directives', '→ use contentSecurityPolicy'],
  ]);
});
