import { mkdtempSync, rmSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HelmChart, type System } from '../../lib';
import { objectsIn } from '../rendered/helm-objects';
import { only } from '../rendered/manifest';
import { variablesInPod } from '../support/kubelet-expansion';
import { type ReferringSettings, referringSystem } from '../support/referring-system';
import { synthesize } from '../support/synth';
import { describeWithTool } from './tool';

describeWithTool('helm', () => {
  let outdir: string;
  beforeEach(() => {
    outdir = mkdtempSync(join(tmpdir(), 'tradewind-helm-'));
  });
  afterEach(() => rmSync(outdir, { recursive: true }));

  const template = (system: System, ...more: string[]) => {
    synthesize({ synth: () => new HelmChart({ system, version: '0.1.0', outdir }).write() });
    const chart = join(outdir, system.name, 'helm', system.name);
    const { stdout, stderr, status } = spawnSync(
      'helm',
      ['template', 'orders', chart, '--kube-version', '1.36.0', '-f', join(chart, 'values-dev.yaml'), ...more],
      { encoding: 'utf8' },
    );
    return { stdout, stderr, status };
  };

  test.each([
    ['config.HOST', 'http://$(LEVEL)'],
    ['config.NEW', '$$(LEVEL)'],
    ['path', '$(LEVEL)'],
    ['level', 'level $(UNKNOWN)'],
  ])('%s does not become %s, which nothing would expand', (path, value) => {
    const { stderr, status } = template(referringSystem(), '--set', `${path}=${value}`);
    expect(status).toBe(1);
    expect(stderr).toContain(
      `✗ ${path} is "${value}": a chart cannot put a reference to another variable, $(NAME), where Kubernetes expands it; write out what it refers to, or set it in the settings that the chart is made from`,
    );
  });

  test.each<[string, Partial<ReferringSettings>]>([
    ['text', {}],
    ['a reference in the settings', { config: { LEVEL: 'debug', HOST: '$(LEVEL).example' } }],
  ])('with %s a program gets the same variables from the chart as from synth', (_, own) => {
    const system = referringSystem(own);
    const { stdout, stderr } = template(system);
    expect(stderr).toBe('');
    const fromChart = objectsIn(stdout);
    const deployment = only(fromChart, 'Deployment');
    const variables = variablesInPod(
      deployment.spec.template.spec.containers[0],
      fromChart.filter(({ kind }) => kind === 'ConfigMap'),
    );
    const host = own.config?.HOST === undefined ? 'a' : 'debug.example';
    expect(variables).toMatchObject({ LEVEL: 'debug', HOST: host, URL: `http://${host}/a path`, LOG: 'a level' });
  });
});
