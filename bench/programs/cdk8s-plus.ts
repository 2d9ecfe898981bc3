import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { type MakeSystem, runProgram } from './program';

/** The constructs of cdk8s-plus as its users write them, with names of their own. */
export const withPlus: MakeSystem = (services, directory) => {
  const app = new App({ outdir: directory });
  for (const { name } of services) {
    const chart = new Chart(app, name, { namespace: 'bench' });
    const serviceAccount = new kplus.ServiceAccount(chart, 'account', { metadata: { name } });
    const deployment = new kplus.Deployment(chart, 'deployment', {
      metadata: { name },
      serviceAccount,
      containers: [
        {
          image: 'registry.example.com/service:1.0.0',
          portNumber: 8080,
          envVariables: { LOG_LEVEL: kplus.EnvValue.fromValue('info') },
          readiness: kplus.Probe.fromHttpGet('/ready', { port: 8080 }),
          liveness: kplus.Probe.fromHttpGet('/live', { port: 8080 }),
        },
      ],
    });
    deployment.exposeViaService({ name, ports: [{ port: 80, targetPort: 8080 }] });
    new kplus.HorizontalPodAutoscaler(chart, 'autoscaler', {
      metadata: { name },
      target: deployment,
      minReplicas: 2,
      maxReplicas: 10,
      metrics: [kplus.Metric.resourceCpu(kplus.MetricTarget.averageUtilization(70))],
    });
  }
  app.synth();
};

if (require.main === module) {
  runProgram(withPlus);
}
