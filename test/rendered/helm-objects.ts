import { parseAllDocuments } from 'yaml';
import { type Manifest, nameOf } from './manifest';

const HELM_ANNOTATION = /^(meta\.)?helm\.sh\//;
const MANAGED_BY = 'app.kubernetes.io/managed-by';

/** The objects in a stream of YAML. */
export function objectsIn(yaml: string): Manifest[] {
  return parseAllDocuments(yaml).flatMap((document) => {
    if (document.errors.length > 0) {
      throw new Error(document.errors.map(({ message }) => message).join('\n'));
    }
    return (document.toJS() as Manifest | null) ?? [];
  });
}

/** Objects by their names, without what Helm alone has: hooks and its labels, and the tests of a release. */
export function asInPlainYaml(objects: readonly Manifest[]): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const object of objects.filter(({ metadata }) => metadata.annotations?.['helm.sh/hook'] !== 'test')) {
    const { metadata, ...content } = object;
    const annotations = Object.entries(metadata.annotations ?? {}).filter(([key]) => !HELM_ANNOTATION.test(key));
    const labels = Object.entries(metadata.labels ?? {}).filter(([key]) => key !== MANAGED_BY);
    const name = `${object.apiVersion} ${nameOf(object)}`;
    if (name in found) {
      throw new Error(`${name} is there twice`);
    }
    found[name] = {
      ...content,
      metadata: { ...metadata, annotations: Object.fromEntries(annotations), labels: Object.fromEntries(labels) },
    };
  }
  return found;
}
