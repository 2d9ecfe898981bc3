import { Chart, type IResolver, type ResolutionContext, Testing } from 'cdk8s';
import { KubernetesObject } from '../../lib';

/** As the resolver of another framework does: it knows its tokens by their look. */
class TokenResolver implements IResolver {
  public resolve(context: ResolutionContext): void {
    if (context.value === '${token}') {
      context.replaceValue('resolved');
    }
  }
}

function manifestWith(resolvers: IResolver[]): unknown {
  const chart = new Chart(Testing.app({ resolvers }), 'chart');
  new KubernetesObject(chart, 'object', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    name: 'config',
    content: { data: { value: '${token}', plain: 'text' } },
  });
  return Testing.synth(chart)[0];
}

test('resolvers that an app was given see what our objects hold', () => {
  expect(manifestWith([new TokenResolver()])).toMatchObject({ data: { value: 'resolved', plain: 'text' } });
});

test('without them everything stays as it is', () => {
  expect(manifestWith([])).toMatchObject({ data: { value: '${token}', plain: 'text' } });
});
