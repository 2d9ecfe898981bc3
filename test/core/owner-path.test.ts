import { Testing } from 'cdk8s';
import { Construct } from 'constructs';
import { ownerPath } from '../../lib/core/owner-path';

test('the object inside a construct is spoken of as the construct', () => {
  const holder = new Construct(Testing.chart(), 'api');
  expect(ownerPath(new Construct(holder, 'Resource'))).toBe('test/api');
  expect(ownerPath(new Construct(holder, 'service'))).toBe('test/api/service');
});
