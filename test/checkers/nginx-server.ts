import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { get, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { Cluster, FrontendSpa, type FrontendSpaProps, Manifests, Route } from '../../lib';
import { chartIn, IMAGE } from '../support/workload';
import { temporaryFolder } from '../rendered/temporary';

/** What a server answered. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** The page of the program. */
export const INDEX = '<!doctype html><title>shop</title>';
/** A script. */
export const SCRIPT = `console.log(${JSON.stringify('x'.repeat(4000))});`;
/** The path of a script with the hash of its content in its name. */
export const HASHED = '/assets/index-BkZ3x9aD.js';
/** The size of a download. */
export const BIG = 2 ** 26;

/** What an image holds. */
export const FILES: Readonly<Record<string, string | Buffer>> = {
  'index.html': INDEX,
  'favicon.ico': 'icon',
  [HASHED.slice(1)]: SCRIPT,
  [`${HASHED.slice(1)}.gz`]: gzipSync('precompressed'),
  'assets/worker-DHgX1234.mjs': 'export {};',
  'assets/logo.png': 'logo',
  '.env': 'not for you',
  '.well-known/security.txt': 'Contact: mailto:security@example.com',
  'big.zip': '',
};

/** The very command and configuration of the manifests, with their paths below a folder. */
export class Server {
  static async start(props: Partial<FrontendSpaProps> = {}): Promise<Server> {
    const folder = temporaryFolder('nginx');
    const chart = chartIn(Cluster.k3d());
    new FrontendSpa(chart, 'frontend', { image: IMAGE, route: Route.host('shop.example.com'), ...props });
    const manifests = Manifests.of(chart);
    const [configMap] = manifests.objects('ConfigMap');
    const { containers, securityContext } = manifests.resource('Deployment', 'frontend').spec.template.spec;
    const port = await freePort();
    const inFolder = (text: string): string =>
      text
        .replaceAll('/tmp/', `${folder}/tmp/`)
        .replaceAll('/etc/frontend', `${folder}/etc/frontend`)
        .replaceAll('/usr/share/nginx/html', `${folder}/html`)
        .replace('listen 8080;', `listen 127.0.0.1:${port};`);
    const written: [string, string | Buffer][] = [
      ...Object.entries(FILES).map(([name, text]) => [`html/${name}`, text] as [string, string | Buffer]),
      ...Object.entries(configMap.data as Record<string, string>).map(
        ([name, text]) => [`etc/frontend/${name}`, inFolder(text)] as [string, string],
      ),
    ];
    chmodSync(folder, 0o755);
    for (const [name, text] of written) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    truncateSync(join(folder, 'html/big.zip'), BIG);
    mkdirSync(join(folder, 'tmp'));
    const output = ['requests.log', 'errors.log'].map((name) => openSync(join(folder, name), 'a'));
    // As the user of the pod, who may write nowhere but there; only root can become another.
    const user = process.getuid?.() === 0 ? { uid: securityContext.runAsUser, gid: securityContext.runAsGroup } : {};
    if (user.uid !== undefined) {
      ['tmp', 'requests.log', 'errors.log'].forEach((name) => chownSync(join(folder, name), user.uid, user.gid));
    }
    const [program, ...args] = (containers[0].command as string[]).map(inFolder);
    const server = new Server(folder, port, spawn(program, args, { ...user, stdio: ['ignore', ...output] }));
    await server.listening();
    return server;
  }

  private constructor(
    private readonly folder: string,
    private readonly port: number,
    readonly process: ChildProcess,
  ) {}

  ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
    return new Promise((resolve, reject) => {
      request({ port: this.port, path, headers, method }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString(),
          }),
        );
      })
        .on('error', reject)
        .end();
    });
  }

  async open(path: string): Promise<IncomingMessage> {
    const [response] = (await once(get({ port: this.port, path }), 'response')) as [IncomingMessage];
    return response;
  }

  /** What was logged so far, once a line for each of the paths. */
  get logged(): Record<string, string>[] {
    return readFileSync(join(this.folder, 'requests.log'), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, string>);
  }

  get errors(): string {
    return readFileSync(join(this.folder, 'errors.log'), 'utf8');
  }

  async stop(): Promise<number | null> {
    if (this.process.exitCode === null) {
      this.process.kill('SIGQUIT');
      await once(this.process, 'exit');
    }
    return this.process.exitCode;
  }

  /** nginx writes its number once it listens. */
  private async listening(): Promise<void> {
    while (!existsSync(join(this.folder, 'tmp/nginx.pid'))) {
      if (this.process.exitCode !== null) {
        throw new Error(`nginx ended: ${this.errors}`);
      }
      await setTimeout(5);
    }
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
