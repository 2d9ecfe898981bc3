import { once } from 'node:events';
import { FrontendSpa, type FrontendSpaProps, Manifests, Route } from '../../lib';
import { chartIn, IMAGE } from '../support/workload';
import { BIG, FILES, HASHED, INDEX, SCRIPT, Server } from './nginx-server';
import { describeWithTool } from './tool';

const FOREVER = 'public, max-age=31536000, immutable';

describeWithTool('nginx', () => {
  let server: Server;
  const start = async (props?: Partial<FrontendSpaProps>): Promise<void> => {
    server = await Server.start(props);
  };

  afterEach(async () => {
    await server.stop();
  });

  test('the probes of the pod are answered, and not logged', async () => {
    const chart = chartIn();
    new FrontendSpa(chart, 'frontend', { image: IMAGE });
    const { containers } = Manifests.of(chart).resource('Deployment', 'frontend').spec.template.spec;
    const { livenessProbe, readinessProbe } = containers[0];
    await start();
    expect(await server.ask(livenessProbe.httpGet.path)).toMatchObject({ status: 200, body: 'ok' });
    expect(await server.ask(readinessProbe.httpGet.path)).toMatchObject({ status: 200, body: INDEX });
    await server.ask('/favicon.ico');
    await server.stop();
    expect(server.logged.map(({ path }) => path)).toEqual(['/favicon.ico']);
  });

  test('hashed files are kept for a year, other files are asked for, and a missing one is not found', async () => {
    await start();
    const answers = await Promise.all(
      [
        HASHED,
        '/assets/worker-DHgX1234.mjs',
        '/assets/logo.png',
        '/favicon.ico',
        '/assets/gone-BkZ3x9aD.js',
        '/a.css',
      ].map(async (path) => {
        const { status, headers } = await server.ask(path);
        return [path, status, headers['cache-control'], status === 200 ? headers['content-type'] : ''];
      }),
    );
    expect(answers).toEqual([
      [HASHED, 200, FOREVER, 'text/javascript; charset=utf-8'],
      ['/assets/worker-DHgX1234.mjs', 200, FOREVER, 'text/javascript; charset=utf-8'],
      ['/assets/logo.png', 200, 'no-cache', 'image/png'],
      ['/favicon.ico', 200, 'no-cache', 'image/x-icon'],
      ['/assets/gone-BkZ3x9aD.js', 404, 'no-store', ''],
      ['/a.css', 404, 'no-store', ''],
    ]);
  });

  test('a browser that has a file is told so, but always gets the index', async () => {
    await start();
    for (const [path, status] of [
      ['/favicon.ico', 304],
      [HASHED, 304],
      ['/', 200],
    ] as const) {
      const { headers } = await server.ask(path);
      const since = { 'if-modified-since': headers['last-modified'] ?? '', 'if-none-match': headers.etag ?? '"x"' };
      expect([path, (await server.ask(path, since)).status]).toEqual([path, status]);
    }
  });

  test.each(['/', '/orders/42', '/people/john.doe', '/v1.2/', '/orders?code=secret', '/index.html'])(
    'a page of the program: %s',
    async (path) => {
      await start();
      const { status, headers, body } = await server.ask(path);
      expect([status, body, headers['content-type'], headers['cache-control']]).toEqual([
        200,
        INDEX,
        'text/html; charset=utf-8',
        'no-cache',
      ]);
    },
  );

  test('every answer has the headers, errors and refusals too', async () => {
    await start({ headers: { 'Cross-Origin-Opener-Policy': 'same-origin', 'Permissions-Policy': '' } });
    for (const path of ['/', '/orders', HASHED, '/gone.js', '/healthz']) {
      const { headers } = await server.ask(path);
      expect(headers).toMatchObject({
        'content-security-policy': expect.stringContaining("default-src 'self'; font-src"),
        'cross-origin-opener-policy': 'same-origin',
        'referrer-policy': 'strict-origin-when-cross-origin',
        'strict-transport-security': 'max-age=31536000',
        'x-content-type-options': 'nosniff',
        server: 'nginx',
      });
      expect(headers).not.toHaveProperty('permissions-policy');
    }
  });

  test('what the files are not for is refused', async () => {
    await start();
    const status = async (path: string, method = 'GET'): Promise<number> => (await server.ask(path, {}, method)).status;
    expect(await status('/.env')).toBe(404);
    expect(await status('/assets/../.env')).toBe(404);
    expect(await status('/%2e%2e/%2e%2e/etc/frontend/nginx.conf')).toBe(400);
    expect(await status('/nginx.conf')).toBe(200);
    expect((await server.ask('/nginx.conf')).body).toBe(INDEX);
    expect(await status('/.well-known/security.txt')).toBe(200);
    expect(await status('/.well-known/gone')).toBe(404);
    expect(await status('/', 'POST')).toBe(405);
    expect(await status('/', 'HEAD')).toBe(200);
  });

  test('the configuration is read at run time, and never kept', async () => {
    await start({ configuration: { apiUrl: '/api', note: '</script>' }, configurationVariable: '__CONFIG__' });
    const json = await server.ask('/config.json');
    expect(JSON.parse(json.body)).toEqual({ apiUrl: '/api', note: '</script>' });
    expect([json.headers['cache-control'], json.headers['content-type']]).toEqual(['no-store', 'application/json']);
    const script = await server.ask('/config.js');
    expect(script.body).toMatch(/^globalThis\.__CONFIG__ = JSON\.parse\(.*u003c\/script>.*\);\n$/);
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8');
  });

  test('without a configuration there is none', async () => {
    await start();
    expect((await server.ask('/config.json')).status).toBe(404);
  });

  test('text is compressed, by what lies beside it where it does', async () => {
    await start();
    const accepting = { 'accept-encoding': 'gzip' };
    const { headers } = await server.ask(HASHED, accepting);
    expect(headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'Accept-Encoding' });
    expect(Number(headers['content-length'])).toBe((FILES[`${HASHED.slice(1)}.gz`] as Buffer).length);
  });

  test('below a path that the edge leaves in requests the files are the same', async () => {
    await start({ route: Route.host('shop.example.com', { pathPrefix: '/app' }), configuration: { a: 1 } });
    for (const [path, body] of [
      ['/app', INDEX],
      ['/app/orders', INDEX],
      [`/app${HASHED}`, SCRIPT],
      ['/app/config.json', '{\n  "a": 1\n}\n'],
      ['/healthz', 'ok'],
    ]) {
      expect([path, await server.ask(path)]).toEqual([path, expect.objectContaining({ status: 200, body })]);
    }
    expect((await server.ask(`/app${HASHED}`)).headers['cache-control']).toBe(FOREVER);
    expect((await server.ask('/app/gone.js')).status).toBe(404);
  });

  test('a line is logged for each request, in JSON, without its query', async () => {
    await start();
    await server.ask('/orders?code=secret', { 'x-forwarded-for': '192.0.2.1', 'user-agent': 'a "quoted" one' });
    await server.ask('/gone.js?v=1');
    await server.stop();
    expect(server.logged).toEqual([
      expect.objectContaining({
        path: '/orders',
        status: '200',
        forwardedFor: '192.0.2.1',
        userAgent: 'a "quoted" one',
      }),
      expect.objectContaining({ path: '/gone.js', status: '404' }),
    ]);
  });

  test('told to end, it finishes what it has begun', async () => {
    await start();
    const response = await server.open('/big.zip');
    const ended = once(server.process, 'exit');
    server.process.kill('SIGQUIT');
    let bytes = 0;
    for await (const chunk of response) {
      bytes += (chunk as Buffer).length;
    }
    expect(bytes).toBe(BIG);
    expect(await ended).toEqual([0, null]);
  });

  test('it has nothing to complain about', async () => {
    await start();
    await server.ask('/');
    await server.stop();
    expect(server.errors).toBe('');
  });
});
