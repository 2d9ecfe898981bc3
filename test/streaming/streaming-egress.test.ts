import { StreamingEgress } from '../../lib';
import { synthesized } from '../support/trees';
import { IMAGE } from '../support/workload';

test('the least is a snapshot', () => {
  expect(
    synthesized((chart) => new StreamingEgress(chart, 'minitoolstream-egress', { image: IMAGE, grpcPort: 50052 })),
  ).toMatchSnapshot();
});
