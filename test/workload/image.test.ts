import { Cluster, Container, Image } from '../../lib';
import { expectProblem, problems } from '../support/findings';
import { chartIn, containerOf, workload } from '../support/workload';

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;
const PULLING = Cluster.aks({ registry: 'shop.azurecr.io' });

describe('the whole reference', () => {
  test.each<[string, Image, Cluster, string]>([
    ['takes the registry of the cluster', Image.of('api', '1.0.0'), PULLING, 'shop.azurecr.io/api:1.0.0'],
    ['keeps a registry in its name', Image.of('ghcr.io/shop/api', '1.0.0'), PULLING, 'ghcr.io/shop/api:1.0.0'],
    ['keeps a registry with a port', Image.of('localhost:5000/api', '1.0.0'), PULLING, 'localhost:5000/api:1.0.0'],
    ['puts the registry before a folder', Image.of('shop/api', '1.0.0'), PULLING, 'shop.azurecr.io/shop/api:1.0.0'],
    ['takes the version of the environment', Image.of('api'), PULLING, 'shop.azurecr.io/api:2.0.0'],
    ['pins by digest', Image.of('api', DIGEST), PULLING, `shop.azurecr.io/api@${DIGEST}`],
    ['pins by tag and digest', Image.of('api', `1.0.0@${DIGEST}`), PULLING, `shop.azurecr.io/api:1.0.0@${DIGEST}`],
    ['needs no registry where images are local', Image.of('api', '1.0.0'), Cluster.k3d(), 'api:1.0.0'],
    ['keeps latest where a digest pins it', Image.of('api', `latest@${DIGEST}`), Cluster.k3d(), `api:latest@${DIGEST}`],
  ])('%s', (_, image, cluster, reference) => {
    const made = workload({ image }, chartIn(cluster, { api: '2.0.0' }));
    expect(problems(made)).toEqual([]);
    expect(containerOf(made).image).toBe(reference);
    expect(image.referenceFor(made)).toBe(reference);
  });
});

describe('the version', () => {
  test('that is given wins over the one of the environment', () => {
    const scope = chartIn(PULLING, { api: '2.0.0' });
    expect(Image.of('api', '1.0.0').versionFor(scope)).toBe('1.0.0');
    expect(Image.of('api').versionFor(scope)).toBe('2.0.0');
  });

  test.each(['toString', 'constructor', '__proto__'])('of an image named %s is unknown like any other', (name) => {
    expect(Image.of(name).versionFor(chartIn(PULLING, { api: '2.0.0' }))).toBeUndefined();
  });

  test('is unknown without an environment', () => {
    expect(Image.of('api').versionFor(chartIn())).toBeUndefined();
    expect(Image.of('api').referenceFor(chartIn())).toBe('api');
  });
});

describe('an image of somebody else', () => {
  const image = Image.published('docker.io/library/redis', '7.2.0');

  test('has a version that the environment may change', () => {
    expect(image.referenceFor(chartIn(PULLING))).toBe('docker.io/library/redis:7.2.0');
    const scope = chartIn(PULLING, { 'docker.io/library/redis': '7.4.0' });
    expect(image.referenceFor(scope)).toBe('docker.io/library/redis:7.4.0');
  });

  test('comes from the mirror that a cluster has of its registry, and of no other', () => {
    const mirrored = chartIn(Cluster.generic({ registryMirrors: { 'docker.io': 'shop.azurecr.io/hub' } }));
    expect(image.referenceFor(mirrored)).toBe('shop.azurecr.io/hub/library/redis:7.2.0');
    expect(Image.of('quay.io/a/b', '1').referenceFor(mirrored)).toBe('quay.io/a/b:1');
    expect(Image.of('docker.io', '1').referenceFor(mirrored)).toBe('docker.io:1');
  });
});

describe('what cannot run, or runs something else tomorrow', () => {
  test.each<[string, Image, Cluster, readonly string[]]>([
    [
      'no tag',
      Image.of('ghcr.io/shop/api'),
      PULLING,
      [
        'test/shop/api  image',
        'got "ghcr.io/shop/api"',
        'an image without tag is whatever was pushed last, and differs from node to node',
        "→ give a version: Image.of('ghcr.io/shop/api', '1.0.0'), or list it in the versions of the environment",
      ],
    ],
    [
      'latest',
      Image.of('ghcr.io/shop/api', 'latest'),
      PULLING,
      [
        'test/shop/api  image',
        'got "ghcr.io/shop/api:latest"',
        'the tag latest is whatever was pushed last: it cannot be rolled back',
        '→ give the tag of a release, or a digest',
      ],
    ],
    [
      'no registry where nodes pull',
      Image.of('api', '1.0.0'),
      Cluster.aks(),
      [
        'test/shop/api  image',
        'got "api:1.0.0"',
        'a cluster whose nodes pull images needs the registry, or it pulls what a public one has under that name',
        '→ declare registry on the cluster, or write it into the name',
      ],
    ],
    [
      'upper case',
      Image.of('ghcr.io/shop/API', '1.0.0'),
      PULLING,
      [
        'test/shop/api  image',
        'got "ghcr.io/shop/API:1.0.0"',
        'it is no image reference: [registry/]name[:tag][@digest] in lower case',
        '→ correct the name, or the version in the environment',
      ],
    ],
    [
      'a tag with a space',
      Image.of('api', '1 0'),
      Cluster.k3d(),
      [
        'test/shop/api  image',
        'got "api:1 0"',
        'it is no image reference: [registry/]name[:tag][@digest] in lower case',
        '→ correct the name, or the version in the environment',
      ],
    ],
    [
      'a digest that is too short',
      Image.of('api', 'sha256:abc'),
      Cluster.k3d(),
      [
        'test/shop/api  image',
        'got "api@sha256:abc"',
        'it is no image reference: [registry/]name[:tag][@digest] in lower case',
        '→ correct the name, or the version in the environment',
      ],
    ],
  ])('%s', (_, image, cluster, lines) => {
    expectProblem(workload({ image }, chartIn(cluster)), lines);
  });

  test('of an init container and a sidecar too', () => {
    const image = Image.of('busybox');
    const made = workload(
      { initContainers: [Container.of('wait', { image })], sidecars: [Container.of('proxy', { image })] },
      chartIn(Cluster.k3d()),
    );
    expect(problems(made).map(([where]) => where)).toEqual([
      'test/shop/api  initContainers[0].image',
      'test/shop/api  sidecars[0].image',
    ]);
  });
});
