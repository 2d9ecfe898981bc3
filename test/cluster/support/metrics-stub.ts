import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { temporaryFolder } from '../../rendered/temporary';
import { execute, type Kubectl } from './kubectl';

const GROUPS = ['custom.metrics.k8s.io', 'metrics.k8s.io'];
const VERSION = 'v1beta1';
const HOLDER = 'metrics-stub';

/** What is said of the pods of a workload. */
export interface StubbedPods {
  readonly namespace: string;
  /** The labels that select them, as kubectl takes them. */
  readonly selector: string;
  readonly container: string;
  /** The metric that is served of each of them. */
  readonly metric: string;
}

/**
 * The metrics APIs of a cluster, served from this process: autoscalers ask them through the API server as they would ask
 * metrics-server and the prometheus-adapter. The load is that of all pods together, spread evenly.
 */
export class MetricsStub {
  /** The load of all pods together, in units of the metric. */
  public load = 0;
  /** The CPU that each pod uses. */
  public cpu = '10m';
  private server: Server | undefined;

  public constructor(
    private readonly kubectl: Kubectl,
    private readonly pods: StubbedPods,
  ) {}

  /** Registers both APIs. Refuses a cluster that has them: they would be taken from whoever uses them. */
  public async start(): Promise<void> {
    for (const group of GROUPS) {
      const found = await this.kubectl.run(
        'get',
        'apiservice',
        `${VERSION}.${group}`,
        '--ignore-not-found',
        '-o',
        'name',
      );
      if (found !== '') {
        throw new Error(`the cluster already has ${found.trim()}: these tests would take it away`);
      }
    }
    const folder = temporaryFolder('metrics-stub');
    const [key, certificate] = ['tls.key', 'tls.crt'].map((name) => join(folder, name));
    const subject = ['-subj', '/CN=localhost', '-days', '1', '-keyout', key, '-out', certificate];
    await execute('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', ...subject], process.env);
    this.server = createServer({ key: readFileSync(key), cert: readFileSync(certificate) }, (request, response) => {
      this.answer(request.url ?? '').then(
        (body) => {
          response.writeHead(body ? 200 : 404, { 'content-type': 'application/json' });
          response.end(JSON.stringify(body ?? { kind: 'Status', apiVersion: 'v1', status: 'Failure', code: 404 }));
        },
        (error: unknown) => {
          response.writeHead(500);
          response.end(String(error));
        },
      );
    });
    await new Promise<void>((resolve) => this.server?.listen(0, '127.0.0.1', resolve));
    await this.register(folder, (this.server.address() as AddressInfo).port);
  }

  /** Takes both APIs away again. */
  public async stop(): Promise<void> {
    if (this.server) {
      const names = GROUPS.map((group) => `${VERSION}.${group}`);
      await this.kubectl.attempt('delete', 'apiservice', ...names, '--ignore-not-found');
      await this.kubectl.attempt('-n', 'default', 'delete', 'service', HOLDER, '--ignore-not-found');
      this.server.close();
      this.server.closeAllConnections();
    }
  }

  private async register(folder: string, port: number): Promise<void> {
    const service = { name: HOLDER, namespace: 'default', port };
    const items = [
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: HOLDER, namespace: 'default' },
        // The API server refuses endpoints at a loopback address, and follows a name to one.
        spec: { type: 'ExternalName', externalName: 'localhost', ports: [{ port }] },
      },
      ...GROUPS.map((group) => ({
        apiVersion: 'apiregistration.k8s.io/v1',
        kind: 'APIService',
        metadata: { name: `${VERSION}.${group}` },
        spec: {
          group,
          version: VERSION,
          groupPriorityMinimum: 100,
          versionPriority: 100,
          insecureSkipTLSVerify: true,
          service,
        },
      })),
    ];
    const file = join(folder, 'registration.json');
    writeFileSync(file, JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
    await this.kubectl.run('apply', '-f', file);
    const names = GROUPS.map((group) => `apiservice/${VERSION}.${group}`);
    await this.kubectl.run('wait', '--for=condition=Available', ...names, '--timeout=60s');
  }

  private async answer(url: string): Promise<object | undefined> {
    const pathname = decodeURIComponent(new URL(url, 'https://localhost').pathname);
    const { namespace, metric } = this.pods;
    switch (pathname) {
      case `/apis/custom.metrics.k8s.io/${VERSION}`:
        return resources('custom.metrics.k8s.io', `pods/${metric}`, 'MetricValueList');
      case `/apis/metrics.k8s.io/${VERSION}`:
        return resources('metrics.k8s.io', 'pods', 'PodMetrics');
      case `/apis/custom.metrics.k8s.io/${VERSION}/namespaces/${namespace}/pods/*/${metric}`:
        return this.messages();
      case `/apis/metrics.k8s.io/${VERSION}/namespaces/${namespace}/pods`:
        return this.usage();
      default:
        return undefined;
    }
  }

  private async messages(): Promise<object> {
    const names = await this.names();
    const value = `${Math.round((this.load * 1000) / Math.max(names.length, 1))}m`;
    const { namespace, metric } = this.pods;
    return {
      kind: 'MetricValueList',
      apiVersion: `custom.metrics.k8s.io/${VERSION}`,
      metadata: {},
      items: names.map((name) => ({
        describedObject: { kind: 'Pod', namespace, name, apiVersion: '/v1' },
        metricName: metric,
        timestamp: new Date().toISOString(),
        value,
      })),
    };
  }

  private async usage(): Promise<object> {
    const { namespace, container } = this.pods;
    return {
      kind: 'PodMetricsList',
      apiVersion: `metrics.k8s.io/${VERSION}`,
      metadata: {},
      items: (await this.names()).map((name) => ({
        metadata: { name, namespace },
        timestamp: new Date().toISOString(),
        window: '1s',
        containers: [{ name: container, usage: { cpu: this.cpu, memory: '64Mi' } }],
      })),
    };
  }

  private async names(): Promise<string[]> {
    const { namespace, selector } = this.pods;
    const pods = await this.kubectl.list(namespace, 'pods', '-l', selector);
    return pods.filter(({ metadata }) => !('deletionTimestamp' in metadata)).map(({ metadata }) => metadata.name);
  }
}

function resources(group: string, name: string, kind: string): object {
  return {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: `${group}/${VERSION}`,
    resources: [{ name, singularName: '', namespaced: true, kind, verbs: ['get', 'list'] }],
  };
}
