import { Duration } from 'cdk8s';
import * as fc from 'fast-check';
import { Port, Service, SessionAffinity } from '../../lib';
import { expectProblem, problems } from '../support/findings';
import { chartIn, manifestsOf } from '../support/workload';

function service(sessionAffinity?: SessionAffinity, headless?: boolean): Service {
  const props = { selector: { app: 'api' }, ports: [Port.grpc(50051)], headless, sessionAffinity };
  return new Service(chartIn(), 'api', props);
}

const specOf = (made: Service) => manifestsOf(made).resource('Service', 'api').spec;

test('by default and by none nothing is written: it is what the API server does by itself', () => {
  expect(specOf(service(SessionAffinity.none()))).toEqual(specOf(service()));
  expect(specOf(service())).not.toHaveProperty('sessionAffinity');
});

test('by the address of the client it is three hours by default', () => {
  expect(specOf(service(SessionAffinity.clientIp()))).toMatchObject({
    sessionAffinity: 'ClientIP',
    sessionAffinityConfig: { clientIP: { timeoutSeconds: 10800 } },
  });
});

test('any whole second of a day is a time, and nothing else', () => {
  fc.assert(
    fc.property(fc.oneof(fc.integer({ min: 0, max: 100_000_000 }), fc.integer({ min: 1, max: 86_400 })), (millis) => {
      const seconds = millis / 1000;
      const found = problems(service(SessionAffinity.clientIp(Duration.millis(millis))));
      const isTime = Number.isInteger(seconds) && seconds >= 1 && seconds <= 86_400;
      expect(found).toHaveLength(isTime ? 0 : 1);
    }),
    { numRuns: 50 },
  );
});

test('longer than a day is refused', () => {
  expectProblem(service(SessionAffinity.clientIp(Duration.days(2))), [
    'shop/api  sessionAffinity.timeout',
    'got 172800 s',
    'the API server takes whole seconds from 1 to 86400',
    '→ give a time within a day, such as Duration.hours(3)',
  ]);
});

test('a headless Service brings nobody back', () => {
  expectProblem(service(SessionAffinity.clientIp(), true), [
    'shop/api  sessionAffinity',
    'got ClientIP with headless: true',
    'clients of a headless Service choose among its pods themselves: nobody would bring them back',
    '→ leave out headless or sessionAffinity',
  ]);
});
