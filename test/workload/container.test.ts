import { Container, Probe } from '../../lib';
import { expectProblem } from '../support/findings';
import { IMAGE, podOf, workload } from '../support/workload';

test('a sidecar may tell whether it is ready', () => {
  const readiness = Probe.exec(['/ready']);
  const [, sidecar] = podOf(workload({ sidecars: [Container.of('proxy', { image: IMAGE, readiness })] })).containers;
  expect(sidecar.readinessProbe).toMatchObject({ exec: { command: ['/ready'] } });
});

test('it has no ports of its own to ask', () => {
  const sidecars = [Container.of('proxy', { image: IMAGE, readiness: Probe.tcp() })];
  expectProblem(workload({ sidecars }), [
    'shop/api  sidecars[0].readiness.port',
    'got no port that fits',
    'a probe asks a port of its container',
    '→ name one of: none (give the workload ports)',
  ]);
});
