import { Route } from '../../lib';

test('by default every path, to the first service port, with the certificate by convention', () => {
  expect({ ...Route.host('api.example.com') }).toEqual({
    hostname: 'api.example.com',
    pathPrefix: '/',
    portName: undefined,
    tlsSecret: undefined,
    stripPrefix: false,
    allowedSources: undefined,
  });
});

test('everything that can be said', () => {
  const options = {
    pathPrefix: '/v1',
    portName: 'admin',
    tlsSecret: 'certificate',
    stripPrefix: true,
    allowedSources: ['203.0.113.0/24'],
  };
  expect({ ...Route.host('api.example.com', options) }).toEqual({ hostname: 'api.example.com', ...options });
});
