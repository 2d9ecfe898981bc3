import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { KubernetesObject, type KubernetesObjectProps } from './kubernetes-object';
import type { ObjectContent } from './object-content';

/** What an object of the library is made of. */
export interface ObjectDefinition extends Omit<KubernetesObjectProps, 'content'>, ObjectContent {}

/** Makes an object whose content is produced when it is rendered: what every construct of the library emits. */
export function defineObject(scope: Construct, id: string, definition: ObjectDefinition): KubernetesObject {
  const { content, lateAnnotations, ...props } = definition;
  const object = new KubernetesObject(scope, id, props);
  object._source = { content, lateAnnotations };
  return object;
}

/** The namespace that objects of a construct live in by default. */
export function namespaceOf(scope: Construct): string | undefined {
  return Chart.of(scope).namespace;
}
