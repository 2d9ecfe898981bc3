import { Cluster, Controller, Credentials, Scaling, SecretSource, type WorkloadProps } from '../../lib';
import { expectProblem, warnings } from '../support/findings';
import { chartIn, controllerOf, workload } from '../support/workload';

const VAULT = { secretSource: SecretSource.keyVault('shop-kv') };

function withCredentials(cluster: Cluster, props: Partial<WorkloadProps> = {}) {
  const chart = chartIn(cluster);
  const secrets = new Credentials(chart, 'secrets', { keys: ['key'] });
  return workload({ credentials: { K: secrets.key('key') }, ...props }, chart);
}

describe('credentials in variables', () => {
  test('are pointed out', () => {
    expect(warnings(withCredentials(Cluster.generic()))).toEqual([
      [
        'test/shop/api  credentials  [credentials-in-environment]',
        'got credentials in environment variables',
        'whoever can see a process sees its environment, and it does not change until the pod is restarted',
        '→ mount them where the program can read files: credentialFiles; or acknowledge it with the reason',
      ],
    ]);
  });

  test('that rotate need a restart, which nothing gives', () => {
    expect(warnings(withCredentials(Cluster.generic(VAULT)))).toContainEqual([
      'test/shop/api  credentials  [rotation-needs-restart]',
      'got secrets',
      'its values are read once, at the start of a pod, and the cluster declares nothing that restarts pods',
      '→ declare reloader on the cluster, or acknowledge that a rotation is followed by a restart by hand',
    ]);
  });

  test('that rotate are followed by a restart where the cluster has Reloader', () => {
    const made = withCredentials(Cluster.generic({ ...VAULT, reloader: true }));
    expect(warnings(made).map(([where]) => where)).toEqual([
      'test/shop/api  credentials  [credentials-in-environment]',
    ]);
    expect(controllerOf(made).metadata.annotations).toMatchObject({
      'secret.reloader.stakater.com/reload': 'secrets',
    });
  });

  test('of a task are read by a run of their own each time', () => {
    expect(warnings(withCredentials(Cluster.generic(VAULT), { controller: Controller.job() }))).toEqual([]);
  });
});

describe('a target of memory', () => {
  const resources = (request: string, limit: string) => ({
    resources: { requests: { memory: request }, limits: { memory: limit } },
  });

  test('that a warm cache exceeds for good is pointed out', () => {
    const scaling = Scaling.pods({ min: 2, max: 4 }).onMemory(80);
    expect(warnings(workload({ scaling, settings: resources('128Mi', '512Mi') }))).toEqual([
      [
        'shop/api  scaling.onMemory  [memory-target-far-below-limit]',
        'got 80 % of the request of 128Mi, which is 102Mi, under a limit of 512Mi',
        'the target is a share of the request: a warm cache exceeds it for good and keeps the number of pods high',
        '→ raise the request to what the program really holds, or scale on CPU alone; or acknowledge it with the reason',
      ],
    ]);
  });

  test.each([
    ['at half of the limit', Scaling.pods({ min: 2, max: 4 }).onMemory(100), '256Mi', '512Mi'],
    ['of the CPU alone', Scaling.pods({ min: 2, max: 4 }).onCpu(80), '128Mi', '512Mi'],
  ])('%s is not', (_, scaling, request, limit) => {
    expect(warnings(workload({ scaling, settings: resources(request, limit) }))).toEqual([]);
  });
});

test('the number of pods is scaled or stated, not both', () => {
  expectProblem(workload({ scaling: Scaling.pods({ min: 1, max: 2 }).onCpu(70), replicas: 3 }), [
    'shop/api  replicas',
    'got 3, with scaling from 1 to 2',
    'the number of pods is either scaled or stated',
    '→ leave out replicas, or scaling',
  ]);
});
