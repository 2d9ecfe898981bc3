import type { Analysis } from './analysis';
import { Expression } from './expression';
import { isTemplateMapping, type Template, type TemplateMapping } from './template';
import { ENVIRONMENT } from './variant';

/** A namespace of an environment, and the labels that the plain YAML gives it. */
export interface LabeledNamespace {
  readonly name: Template;
  /** As `kubectl label` takes them; what follows from values is left out. */
  readonly labels: string;
}

/** The namespaces of an environment: whoever makes them in the place of the chart has to label them. */
export function labeledNamespaces({ variants, values }: Analysis, environment: string): LabeledNamespace[] {
  const here = variants.filter(({ selection }) => selection[ENVIRONMENT] === environment);
  const own = here.find(({ base }) => base === values[environment]) ?? here[0];
  return [...own.objects.values()]
    .filter(({ manifest }) => manifest.kind === 'Namespace')
    .map(({ manifest }) => {
      const { name, labels } = fields(manifest.metadata);
      const pairs = Object.entries(fields(labels)).filter(([, value]) => !(value instanceof Expression));
      return { name, labels: pairs.map(([key, value]) => `${key}=${String(value)}`).join(' ') };
    });
}

function fields(template: Template): TemplateMapping {
  return isTemplateMapping(template) ? template : {};
}
