import { Chart, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import { authorOf } from '../../lib/core/author';

test('findings about a part are for who holds it', () => {
  const holder = new Construct(Testing.chart(), 'holder');
  expect(authorOf(new Construct(holder, 'part'))).toBe(holder);
});

test('a part that stands alone in a chart is its own', () => {
  const part = new Construct(Testing.chart(), 'part');
  expect(authorOf(part)).toBe(part);
  const root = new Chart(Testing.app(), 'chart').node.root as Construct;
  expect(authorOf(root)).toBe(root);
});
