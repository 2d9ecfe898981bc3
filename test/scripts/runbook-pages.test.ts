import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runbookPages } from '../../scripts/runbook-pages';

const FOLDER = join(__dirname, '../../docs/runbooks');

test('docs/runbooks/ is what npm run runbooks writes', () => {
  const files = readdirSync(FOLDER).sort();
  expect(Object.fromEntries(files.map((file) => [file, readFileSync(join(FOLDER, file), 'utf8')]))).toEqual(
    Object.fromEntries(runbookPages()),
  );
});

test('a page says what an alert means, what to look at and what to do', () => {
  expect(runbookPages().get('PodOnDeadNode.md')).toMatchInlineSnapshot(`
    "# PodOnDeadNode

    Severity: critical.

    ## What it means

    A node has stopped answering, and a pod of a StatefulSet was on it. Kubernetes cannot tell a node that is off from one that is only cut off, where the pod would go on writing. So it starts no second pod of that name, and the volume stays attached, until somebody says that the node is gone.

    ## What to look at

    1. Whether the node is back already: \`kubectl get node NODE\`.
    2. Whether the machine is really off: ask the cloud or the hypervisor, not the cluster. A node that is only cut off still writes to the volume.
    3. Which other pods are stuck there: \`kubectl get pods -A --field-selector spec.nodeName=NODE\`.

    ## What to do

    - Turn the machine off, or see that it is off. Never go on without this.
    - Fence the node: \`kubectl taint node NODE node.kubernetes.io/out-of-service=nodeshutdown:NoExecute\`. Its pods are removed, volumes are detached, and new pods start elsewhere.
    - When the machine is repaired, or replaced under the same name: \`kubectl taint node NODE node.kubernetes.io/out-of-service-\`.
    "
  `);
});
