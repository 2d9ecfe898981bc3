import { ApiObject, Chart, Testing } from 'cdk8s';
import { ObjectPlaces } from '../../lib/synth/object-places';
import type { WrittenObject } from '../../lib/synth/written-object';

const chart = new Chart(Testing.app(), 'shop');

function written(name: string, text: string): WrittenObject {
  const object = new ApiObject(chart, name, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } });
  return {
    object,
    name,
    namespace: undefined,
    text,
    reasons: 0,
    rolloutTime: undefined,
    scales: undefined,
    hasTimeToLive: false,
    restartsInPlace: false,
    needs: { references: [], secrets: [] },
    definedKind: undefined,
  };
}

const first = written('first', 'kind: A\n');
const second = written(
  'second',
  `kind: B
metadata:
  labels:
    app.kubernetes.io/name: b
    "on": c
spec:
  containers:
    - name: one
      image: a
      ports:
        - containerPort: 1
        - containerPort: 2
    - name: two
      env:
        - name: image
          value: b
      image: b
  other:
    - image: c
  list:
    - a
    - b
`,
);
const places = new ObjectPlaces(new Map([['file.yaml', [first, second]]]));

test.each([
  ['', 1],
  ['kind', 1],
  ['metadata.labels[app.kubernetes.io/name]', 4],
  ['metadata.labels.on', 5],
  ['spec', 6],
  ['spec.containers', 7],
  ['spec.containers[two]', 13],
  ['spec.containers[two].image', 17],
  ['spec.containers[two].env[image].value', 16],
  ['spec.containers[one].ports[1].containerPort', 12],
  ['spec.containers[1].image', 17],
  ['spec.containers[one].image.pull', 9],
  ['spec.containers[three].image', 7],
  ['spec.containers.readinessProbe', 7],
  ['spec.other[0].image', 19],
  ['spec.list[1]', 22],
  ['status', 1],
  ['variables.X of container app', 1],
])('%s is on line %i of its object', (path, line) => {
  // The first object has a line, and one stands between the two.
  expect(places.of(second.object, path)).toEqual({ file: 'file.yaml', line: line + 2 });
});

test('what is in no file has no place', () => {
  expect(places.of(written('third', 'kind: C\n').object, 'kind')).toBeUndefined();
});
