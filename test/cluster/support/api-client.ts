import { Agent, request } from 'node:https';
import type { Kubectl } from './kubectl';
import type { Manifest, Untyped } from '../../rendered/manifest';

/** What the API server said to one request. */
export interface Answer {
  /** The HTTP status. */
  readonly status: number;
  /** The object, or the Status that says what is wrong. */
  readonly body: Untyped;
  /** The texts of its `Warning` headers. */
  readonly warnings: string[];
}

interface Resource {
  readonly kind: string;
  readonly name: string;
  readonly namespaced: boolean;
}

interface ApplyOptions {
  /** Let everything but the storing happen. */
  readonly dryRun?: boolean;
}

/** How many requests are under way at once: an API server on two cores is busy with that. */
const CONCURRENCY = 8;

/**
 * Speaks to an API server directly: a kubectl process for each of several hundred objects would cost a minute,
 * and kubectl cannot send requests at the same moment.
 */
export class ApiClient {
  /** A client with the credentials that kubectl would use. */
  public static async of(kubectl: Kubectl): Promise<ApiClient> {
    const config = JSON.parse(await kubectl.run('config', 'view', '--raw', '--minify', '--flatten', '-o', 'json'));
    const { cluster } = config.clusters[0];
    const { user } = config.users[0];
    const decoded = (text?: string) => (text === undefined ? undefined : Buffer.from(text, 'base64'));
    if (user['client-certificate-data'] === undefined && user.token === undefined) {
      throw new Error('these tests need a kubeconfig with a client certificate or a token');
    }
    const agent = new Agent({
      keepAlive: true,
      maxSockets: CONCURRENCY,
      ca: decoded(cluster['certificate-authority-data']),
      cert: decoded(user['client-certificate-data']),
      key: decoded(user['client-key-data']),
      rejectUnauthorized: cluster['insecure-skip-tls-verify'] !== true,
    });
    return new ApiClient(cluster.server, agent, user.token);
  }

  private readonly resources = new Map<string, Promise<Resource[]>>();

  private constructor(
    private readonly server: string,
    private readonly agent: Agent,
    private readonly token: string | undefined,
  ) {}

  /** Server-side apply of one object under strict field validation. */
  public async apply(manifest: Manifest, { dryRun = false }: ApplyOptions = {}): Promise<Answer> {
    const query = `fieldManager=kubectl&fieldValidation=Strict${dryRun ? '&dryRun=All' : ''}`;
    const path = await this.path(manifest);
    return this.send('PATCH', `${path}?${query}`, manifest, 'application/apply-patch+yaml');
  }

  /** Server-side apply of many objects at once; the answers are in the order of the objects. */
  public async applyAll(manifests: readonly Manifest[], options: ApplyOptions = {}): Promise<Answer[]> {
    return Promise.all(manifests.map((manifest) => this.apply(manifest, options)));
  }

  /** The object as the server holds it. */
  public async read(manifest: Manifest): Promise<Answer> {
    return this.send('GET', await this.path(manifest));
  }

  /** Asks for the eviction of a pod, as a drain does. */
  public evict(namespace: string, name: string): Promise<Answer> {
    const eviction = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name, namespace } };
    return this.send('POST', `/api/v1/namespaces/${namespace}/pods/${name}/eviction`, eviction);
  }

  /** Ends the kept connections. */
  public close(): void {
    this.agent.destroy();
  }

  private async path({ apiVersion, kind, metadata }: Manifest): Promise<string> {
    const base = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    if (!this.resources.has(base)) {
      this.resources.set(
        base,
        this.send('GET', base).then(({ body }) => body.resources ?? []),
      );
    }
    const served = (await this.resources.get(base)) ?? [];
    const resource = served.find((each) => each.kind === kind && !each.name.includes('/'));
    if (resource === undefined) {
      throw new Error(`the cluster does not serve ${apiVersion} ${kind}`);
    }
    const namespace = resource.namespaced ? `/namespaces/${metadata.namespace ?? 'default'}` : '';
    return `${base}${namespace}/${resource.name}/${metadata.name}`;
  }

  private send(method: string, path: string, body?: object, type = 'application/json'): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const headers: Record<string, string> = { accept: 'application/json', 'content-type': type };
      if (this.token !== undefined) {
        headers.authorization = `Bearer ${this.token}`;
      }
      const sent = request(`${this.server}${path}`, { method, agent: this.agent, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          resolve({
            status: response.statusCode ?? 0,
            body: JSON.parse(text),
            warnings: warnings(response.rawHeaders),
          });
        });
      });
      sent.on('error', reject);
      sent.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }
}

/** The texts of `Warning: 299 - "text"` headers, which Node would join into one. */
function warnings(rawHeaders: readonly string[]): string[] {
  return rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === 'warning');
}
