import { CredentialKey, type ICredentialSource, Manifests } from '../../lib';
import { testChart, testWorkload } from '../support/trees';

test('any bundle fills variables and annotates the workload that uses it', () => {
  const source: ICredentialSource = {
    secretName: 'theirs',
    bindToWorkload: (workload) => ({ secretName: 'theirs', annotations: { 'example.com/user': workload.node.id } }),
  };
  const chart = testChart();
  testWorkload(chart, 'api', { credentials: { TOKEN: CredentialKey.of(source, 'token') } });
  Manifests.of(chart).hasResource('Deployment', 'api', {
    metadata: { annotations: { 'example.com/user': 'api' } },
    spec: {
      template: {
        spec: {
          containers: [{ env: [{ name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'theirs', key: 'token' } } }] }],
        },
      },
    },
  });
});
