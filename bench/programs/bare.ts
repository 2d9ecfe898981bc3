import { Chart } from 'cdk8s';
import { Cluster, Environment, KubernetesObject, Platform } from '../../lib';
import { type MakeSystem, type MeasuredService, runProgram } from './program';

/** The objects that cdk8s-plus makes, field by field, as lossless objects of a platform. */
export const withTradewind: MakeSystem = (services, directory) => {
  const platform = new Platform({ name: 'bench', outdir: directory });
  const environment = new Environment(platform, 'prod', { cluster: Cluster.generic() });
  for (const service of services) {
    const { name, address } = service;
    const chart = new Chart(environment, name, { namespace: 'bench' });
    new KubernetesObject(chart, 'account', {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      name,
      content: { automountServiceAccountToken: false },
    });
    new KubernetesObject(chart, 'deployment', {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      name,
      content: { spec: deploymentSpec(service) },
    });
    new KubernetesObject(chart, 'service', {
      apiVersion: 'v1',
      kind: 'Service',
      name,
      content: {
        spec: {
          externalIPs: [],
          ports: [{ port: 80, targetPort: 8080 }],
          selector: { 'cdk8s.io/metadata.addr': address },
          type: 'ClusterIP',
        },
      },
    });
    new KubernetesObject(chart, 'autoscaler', {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      name,
      content: { spec: autoscalerSpec(service) },
    });
  }
  platform.synth();
};

function deploymentSpec({ name, address }: MeasuredService): object {
  return {
    minReadySeconds: 0,
    progressDeadlineSeconds: 600,
    selector: { matchLabels: { 'cdk8s.io/metadata.addr': address } },
    strategy: { rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' }, type: 'RollingUpdate' },
    template: {
      metadata: { labels: { 'cdk8s.io/metadata.addr': address } },
      spec: {
        automountServiceAccountToken: false,
        containers: [
          {
            env: [{ name: 'LOG_LEVEL', value: 'info' }],
            image: 'registry.example.com/service:1.0.0',
            imagePullPolicy: 'Always',
            livenessProbe: { failureThreshold: 3, httpGet: { path: '/live', port: 8080, scheme: 'HTTP' } },
            name: 'main',
            ports: [{ containerPort: 8080 }],
            readinessProbe: { failureThreshold: 3, httpGet: { path: '/ready', port: 8080, scheme: 'HTTP' } },
            resources: {
              limits: { cpu: '1500m', memory: '2048Mi' },
              requests: { cpu: '1000m', memory: '512Mi' },
            },
            securityContext: {
              allowPrivilegeEscalation: false,
              privileged: false,
              readOnlyRootFilesystem: true,
              runAsNonRoot: true,
            },
            startupProbe: { failureThreshold: 3, tcpSocket: { port: 8080 } },
          },
        ],
        dnsPolicy: 'ClusterFirst',
        hostNetwork: false,
        restartPolicy: 'Always',
        securityContext: { fsGroupChangePolicy: 'Always', runAsNonRoot: true },
        serviceAccountName: name,
        setHostnameAsFQDN: false,
        terminationGracePeriodSeconds: 30,
      },
    },
  };
}

function autoscalerSpec({ name }: MeasuredService): object {
  return {
    behavior: {
      scaleDown: {
        policies: [{ periodSeconds: 300, type: 'Pods', value: 2 }],
        selectPolicy: 'Max',
        stabilizationWindowSeconds: 300,
      },
      scaleUp: {
        policies: [
          { periodSeconds: 60, type: 'Pods', value: 4 },
          { periodSeconds: 60, type: 'Percent', value: 200 },
        ],
        selectPolicy: 'Max',
        stabilizationWindowSeconds: 0,
      },
    },
    maxReplicas: 10,
    metrics: [
      {
        resource: { name: 'cpu', target: { averageUtilization: 70, type: 'Utilization' } },
        type: 'Resource',
      },
    ],
    minReplicas: 2,
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
  };
}

if (require.main === module) {
  runProgram(withTradewind);
}
