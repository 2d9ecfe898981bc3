import fc from 'fast-check';
import { type ImageReference, parseImage } from '../../lib/core/image-reference';

const HEX = '0123456789abcdef'.repeat(4);
const DIGEST = `sha256:${HEX}`;

describe('parseImage', () => {
  test.each<[string, ImageReference]>([
    ['nginx', { repository: 'nginx' }],
    ['nginx:1.27', { repository: 'nginx', tag: '1.27' }],
    ['library/nginx', { repository: 'library/nginx' }],
    ['localhost', { repository: 'localhost' }],
    ['localhost:5000', { repository: 'localhost', tag: '5000' }],
    ['localhost/app', { registry: 'localhost', repository: 'app' }],
    ['localhost:5000/app', { registry: 'localhost:5000', repository: 'app' }],
    ['registry:5000/a/b:v1', { registry: 'registry:5000', repository: 'a/b', tag: 'v1' }],
    ['ghcr.io/org/app', { registry: 'ghcr.io', repository: 'org/app' }],
    ['Ghcr.IO/org/app', { registry: 'Ghcr.IO', repository: 'org/app' }],
    ['10.0.0.1/app', { registry: '10.0.0.1', repository: 'app' }],
    ['[2001:db8::1]:5000/app:v1', { registry: '[2001:db8::1]:5000', repository: 'app', tag: 'v1' }],
    ['a.b', { repository: 'a.b' }],
    ['a__b/c-d/e---f.g_h', { repository: 'a__b/c-d/e---f.g_h' }],
    [`app@${DIGEST}`, { repository: 'app', digest: DIGEST }],
    [`x.io/app:v1@${DIGEST}`, { registry: 'x.io', repository: 'app', tag: 'v1', digest: DIGEST }],
    [`app@sha512:${HEX}${HEX}`, { repository: 'app', digest: `sha512:${HEX}${HEX}` }],
    [`app:${'t'.repeat(128)}`, { repository: 'app', tag: 't'.repeat(128) }],
    ['app:_V1.2-rc', { repository: 'app', tag: '_V1.2-rc' }],
    ['a'.repeat(255), { repository: 'a'.repeat(255) }],
  ])('takes %j apart', (reference, parts) => {
    expect(parseImage(reference)).toEqual(parts);
  });

  test.each([
    ...['', ' ', 'App', 'org/App', 'a b', 'app ', 'app\n', '/app', 'app/', 'a//b', 'x.io/', '-a', 'a-', 'a.', '.a/b'],
    ...['a..b', 'a___b', 'a._b', 'app:', 'app:.1', 'app:-1', 'app:a:b', 'app:a/b', 'x.io:/app', 'x.io:p/app', 'é'],
    ...['-x.io/app', 'x..io/app', 'x_y.io/app', 'https://x.io/app', '2001:db8::1/app', '${IMAGE}', 'app:$TAG', HEX],
    ...['app@', 'app@sha256', 'app@sha256:', `app@sha256:${HEX}0`, `app@md5:${HEX}`, `app@${DIGEST}@${DIGEST}`],
    ...[`app@sha256:${HEX.toUpperCase()}`, `app@${DIGEST}:v1`, `@${DIGEST}`, ':v1'],
    ...[`app:${'t'.repeat(129)}`, 'a'.repeat(256)],
  ])('refuses %j', (reference) => {
    expect(parseImage(reference)).toBeUndefined();
  });

  test('gives back the parts it was put together from', () => {
    const component = fc.stringMatching(/^[a-z0-9]{1,8}(?:(?:[._]|__|-{1,3})[a-z0-9]{1,8}){0,2}$/);
    const parts = fc.record({
      registry: fc.option(fc.stringMatching(/^(?:localhost|[a-z]{1,8}\.[a-z]{2,4})(?::[0-9]{1,5})?$/)),
      // No '.' in the path, so that its first component is none that looks like a registry.
      path: fc.array(
        component.filter((text) => !text.includes('.') && text !== 'localhost'),
        { minLength: 1, maxLength: 4 },
      ),
      tag: fc.option(fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,20}$/)),
      digest: fc.option(fc.constant(DIGEST)),
    });
    fc.assert(
      fc.property(parts, ({ registry, path, tag, digest }) => {
        const repository = path.join('/');
        const reference = `${registry ? `${registry}/` : ''}${repository}${tag ? `:${tag}` : ''}${digest ? `@${digest}` : ''}`;
        expect(parseImage(reference)).toEqual({
          ...(registry && { registry }),
          repository,
          ...(tag && { tag }),
          ...(digest && { digest }),
        });
      }),
    );
  });

  test('a long text is refused without trying every split', () => {
    expect(parseImage(`${'a-'.repeat(100_000)}!`)).toBeUndefined();
  });
});
