import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import {
  Cluster,
  Credentials,
  Endpoint,
  Environment,
  Manifests,
  MonitoringStack,
  NamespaceChart,
  Peer,
  Platform,
  Receiver,
} from '../../../lib';
import type { Manifest, Untyped } from '../../rendered/manifest';
import { temporaryFolder } from '../../rendered/temporary';
import { describeOnCluster } from '../support/clusters';
import { execute, type Kubectl } from '../support/kubectl';
import { claim, release } from '../support/namespace';

const NAMESPACE = 'monitoring-stack';
const OPERATOR = 'prometheus-kube-prometheus-operator';
const ALERTMANAGER = 'prometheus-kube-prometheus-alertmanager';
const PROMETHEUS = 'prometheus-kube-prometheus-prometheus';

function program(name: string): string | undefined {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));
}

/** A stack with a receiver for each severity and a watchdog. */
function everyReceiver(): Manifest[] {
  const cluster = Cluster.generic({
    prometheus: { namespace: NAMESPACE },
    prometheusOperator: {},
    apiServerCidrs: ['127.0.0.1/32'],
    nodeCidrs: ['10.0.0.0/8'],
  });
  const environment = new Environment(new Platform({ name: 'monitoring' }), 'test', { cluster });
  const chart = new NamespaceChart(environment, NAMESPACE);
  const keys = new Credentials(chart, 'receivers', { keys: ['pager', 'chat', 'mail', 'switch'] });
  const peer = Peer.cidr('192.0.2.0/24', { port: 443 });
  new MonitoringStack(chart, 'stack', {
    receivers: {
      critical: Receiver.pagerDuty(keys.key('pager'), { peer }),
      warning: Receiver.slack(Endpoint.secret(keys.key('chat'), peer), { channel: '#alerts' }),
      info: Receiver.email({
        recipient: 'team@shop.example',
        sender: 'alerts@shop.example',
        server: 'smtp.shop.example:587',
        peer: Peer.cidr('198.51.100.7/32', { port: 587 }),
        userName: 'alerts',
        password: keys.key('mail'),
      }),
      watchdog: Receiver.webhook(Endpoint.secret(keys.key('switch'), peer)),
    },
    settings: { prometheus: { replicas: 2 }, alertmanager: { replicas: 2 } },
  });
  return Manifests.of(chart).objects();
}

/** prometheus-operator as its manifest starts it, under the account and so the permissions of that manifest. */
async function startOperator(kubectl: Kubectl, path: string, folder: string, args: string[]): Promise<ChildProcess> {
  const token = await kubectl.run('-n', NAMESPACE, 'create', 'token', OPERATOR);
  const config = JSON.parse(await kubectl.run('config', 'view', '--raw', '--minify', '--flatten', '-o', 'json'));
  config.users[0].user = { token: token.trim() };
  const kubeconfig = join(folder, 'operator.json');
  writeFileSync(kubeconfig, JSON.stringify(config));
  return spawn(path, [...args, '--web.listen-address=127.0.0.1:0'], {
    env: { ...process.env, KUBECONFIG: kubeconfig },
    stdio: 'ignore',
  });
}

const operatorPath = program('prometheus-operator');
const amtool = program('amtool');

if (operatorPath === undefined || amtool === undefined) {
  const why = 'put prometheus-operator and amtool on PATH: scripts/monitoring-tools.sh builds them';
  process.stderr.write(`skipped: the monitoring stack: ${why}\n`);
  // Skipped: the programs are not there to ask.
  test.skip(`the monitoring stack (${why})`, () => undefined);
} else {
  describeOnCluster('the monitoring stack, by the real prometheus-operator', (kubectl) => {
    const folder = temporaryFolder('monitoring');
    const objects = everyReceiver();
    let operator: ChildProcess | undefined;

    const read = async (kind: string, name: string): Promise<Untyped> =>
      JSON.parse(await kubectl.run('-n', NAMESPACE, 'get', kind, name, '-o', 'json'));

    beforeAll(async () => {
      await claim(kubectl, NAMESPACE);
      const apply = async (items: readonly unknown[]): Promise<void> => {
        const file = join(folder, 'objects.json');
        writeFileSync(file, JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
        await kubectl.run('apply', '--server-side', '--validate=strict', '-f', file);
      };
      const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'receivers', namespace: NAMESPACE } };
      const stringData = {
        pager: 'key',
        chat: 'https://chat.example/hook',
        mail: 'word',
        switch: 'https://switch.example/beat',
      };
      await apply(objects.filter(({ kind }) => kind === 'Namespace'));
      await apply([...objects.filter(({ kind }) => kind !== 'Namespace'), { ...secret, stringData }]);
      const [workload] = objects.filter(({ kind, metadata }) => kind === 'StatefulSet' && metadata.name === OPERATOR);
      operator = await startOperator(kubectl, operatorPath, folder, workload.spec.template.spec.containers[0].args);
      for (const object of [`prometheus/${PROMETHEUS}`, `alertmanager/${ALERTMANAGER}`]) {
        await kubectl.until(NAMESPACE, object, '.status.conditions[?(@.type=="Reconciled")].status', 'True', 90);
      }
    });

    afterAll(async () => {
      operator?.kill();
      await release(kubectl, NAMESPACE);
      const kinds = ['clusterrole', 'clusterrolebinding'];
      for (const { kind, metadata } of objects.filter((each) => kinds.includes(each.kind.toLowerCase()))) {
        await kubectl.run('delete', kind, metadata.name, '--ignore-not-found');
      }
    });

    test('it rejects none of the objects', async () => {
      const rejected = await kubectl.list(NAMESPACE, 'events', '--field-selector=reason=InvalidConfiguration');
      expect(rejected).toEqual([]);
    });

    test('it makes pods that Pod Security and the quota admit, with the labels that policies and budgets select', async () => {
      for (const [application, instance] of [
        ['prometheus', PROMETHEUS],
        ['alertmanager', ALERTMANAGER],
      ]) {
        const labels = `app.kubernetes.io/name=${application},app.kubernetes.io/instance=${instance}`;
        let pods: Manifest[] = [];
        for (let turn = 0; pods.length < 2 && turn < 120; turn += 1) {
          pods = await kubectl.list(NAMESPACE, 'pods', '-l', labels);
          await pause(250);
        }
        expect(pods).toHaveLength(2);
        for (const container of [...pods[0].spec.initContainers, ...pods[0].spec.containers]) {
          expect(container.securityContext).toMatchObject({
            readOnlyRootFilesystem: true,
            capabilities: { drop: ['ALL'] },
          });
          expect(Object.keys(container.resources.limits).sort()).toEqual(['cpu', 'ephemeral-storage', 'memory']);
        }
      }
    });

    test('every rule and monitor reaches Prometheus', async () => {
      const rules = await read('configmap', `prometheus-${PROMETHEUS}-rulefiles-0`);
      for (const { metadata } of objects.filter(({ kind }) => kind === 'PrometheusRule')) {
        expect(Object.keys(rules.data).join()).toContain(`${NAMESPACE}-${metadata.name}-`);
      }
      const secret = await read('secret', `prometheus-${PROMETHEUS}`);
      const configuration = gunzipSync(Buffer.from(secret.data['prometheus.yaml.gz'], 'base64')).toString();
      for (const { metadata } of objects.filter(({ kind }) => kind === 'ServiceMonitor')) {
        expect(configuration).toContain(`serviceMonitor/${NAMESPACE}/${metadata.name}/`);
      }
      expect(configuration).toContain(`regex: ${ALERTMANAGER}`);
    });

    describe('the configuration that it makes for Alertmanager', () => {
      const file = join(folder, 'alertmanager.yaml');
      beforeAll(async () => {
        const secret = await read('secret', `alertmanager-${ALERTMANAGER}-generated`);
        writeFileSync(file, gunzipSync(Buffer.from(secret.data['alertmanager.yaml.gz'], 'base64')));
      });

      test('is sound, and has the credentials', async () => {
        expect(await execute(amtool, ['check-config', file], process.env)).toMatchObject({ code: 0 });
        expect(readFileSync(file, 'utf8')).toContain('https://switch.example/beat');
      });

      test.each([
        ['critical', 'severity=critical', 'namespace=shop'],
        ['warning', 'severity=warning'],
        ['info', 'severity=info'],
        ['watchdog', 'alertname=Watchdog', 'severity=info'],
        ['warning', 'severity=unheard-of'],
        ['warning', 'alertname=WithoutSeverity'],
      ])('sends to %s what has %s', async (receiver, ...labels) => {
        const said = await execute(
          amtool,
          ['config', 'routes', 'test', `--config.file=${file}`, ...labels],
          process.env,
        );
        expect(said.stdout.trim()).toBe(`${NAMESPACE}/${ALERTMANAGER}/${receiver}`);
      });
    });
  });
}
