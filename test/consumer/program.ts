import { strict as assert } from 'node:assert';
import { App, Chart } from 'cdk8s';
import { Alerts, AlertSeverity, ApiService, Dashboard, Image, Port, Probe } from 'cdk8s-tradewind';

const chart = new Chart(new App(), 'shop');

new ApiService(chart, 'api', {
  image: Image.of('registry.example.com/api', '1.0.0'),
  ports: [Port.http(8080)],
  readiness: Probe.http('/ready'),
  liveness: Probe.http('/live'),
});

// Building it loads the SDK that is bundled into the package.
new Dashboard(chart, 'dashboard', {
  title: 'Shop',
  rows: [{ title: 'Targets', panels: [{ title: 'Up', queries: [{ expression: 'up', legend: '{{job}}' }] }] }],
});

// Checking it loads the grammar that is bundled into the package.
new Alerts(chart, 'alerts', {
  rules: [
    {
      name: 'NobodyAnswers',
      expression: 'up{job="api"} == 0',
      severity: AlertSeverity.CRITICAL,
      summary: 'nobody answers',
      description: 'Look why.',
    },
  ],
});

const manifests = chart.toJson() as { kind: string }[];
const kinds = manifests.map(({ kind }) => kind);
for (const kind of ['Deployment', 'Service', 'NetworkPolicy', 'ConfigMap']) {
  assert.ok(kinds.includes(kind), `no ${kind} among: ${kinds.join(', ')}`);
}
console.log(`TypeScript: ${kinds.join(', ')}`);
