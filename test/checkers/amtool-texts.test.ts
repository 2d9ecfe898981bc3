import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Credentials, Manifests, MonitoringStack, Peer, Receiver } from '../../lib';
import { chartOf } from '../monitoring/stack/support';
import { temporaryFolder } from '../rendered/temporary';
import { describeWithTool } from './tool';

/** What a pager shows of alerts that are told together, as Alertmanager fills it in. */
function onThePager(commonLabels: Readonly<Record<string, string>>, alertNames: readonly string[]): string {
  const chart = chartOf();
  const key = new Credentials(chart, 'keys', { keys: ['key'] }).key('key');
  const critical = Receiver.pagerDuty(key, { peer: Peer.cidr('192.0.2.0/24', { port: 443 }) });
  new MonitoringStack(chart, 'stack', { receivers: { critical, warning: critical, withoutWatchdog: 'a test' } });
  const { receivers } = Manifests.of(chart).objects('AlertmanagerConfig')[0].spec;
  const [{ description }] = receivers.find(({ name }: { name: string }) => name === 'critical').pagerdutyConfigs;
  const folder = temporaryFolder('amtool');
  const alerts = alertNames.map((alertname) => ({ status: 'firing', labels: { alertname } }));
  writeFileSync(join(folder, 'data.json'), JSON.stringify({ status: 'firing', alerts, commonLabels }));
  writeFileSync(join(folder, 'none.tmpl'), '');
  const { stdout, stderr } = spawnSync(
    'amtool',
    [
      ...['template', 'render', `--template.glob=${join(folder, 'none.tmpl')}`],
      ...[`--template.text=${description}`, `--template.data=${join(folder, 'data.json')}`],
    ],
    { encoding: 'utf8' },
  );
  return stdout + stderr;
}

describeWithTool('amtool', () => {
  test('a pager says what is wrong, and with what', () => {
    expect(
      onThePager({ severity: 'critical', namespace: 'shop', component: 'store' }, ['NoPodReady', 'PodOnDeadNode']),
    ).toBe('[FIRING] critical: shop/store NoPodReady PodOnDeadNode');
  });

  test('what is wrong with the cluster is in no namespace', () => {
    expect(onThePager({ severity: 'critical', component: 'kubelet' }, ['NodeNotReady'])).toBe(
      '[FIRING] critical: kubelet NodeNotReady',
    );
  });
});
