import { Balancing } from '../../lib';

test('it is the Service or the clients that balance', () => {
  expect(Balancing.byService().isByClient).toBe(false);
  expect(Balancing.byClient().isByClient).toBe(true);
});
