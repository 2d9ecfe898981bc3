import { parseImage } from '../../core/image-reference';
import { type Expression, RegistryPrefix, TextExpression, ValueExpression } from './expression';
import { REGISTRY } from './place-values';
import { isTemplateMapping, type Template } from './template';

/** The same reference of an image in environments with and without a registry. */
export function withRegistryPrefix(template: Template, key?: string): Template {
  if (key === 'image') {
    const parts = imageParts(template);
    return parts ? new TextExpression([new RegistryPrefix(), ...parts]) : template;
  }
  if (Array.isArray(template)) {
    return template.map((item) => withRegistryPrefix(item));
  }
  return isTemplateMapping(template)
    ? Object.fromEntries(Object.entries(template).map(([name, field]) => [name, withRegistryPrefix(field, name)]))
    : template;
}

/** What follows the registry in the reference of an image that names none itself. */
function imageParts(template: Template): (string | Expression)[] | undefined {
  const parts = template instanceof TextExpression ? template.parts : typeof template === 'string' ? [template] : [];
  const [first, second, ...rest] = parts;
  if (first instanceof ValueExpression && first.path[0] === REGISTRY && typeof second === 'string') {
    return [second.slice(1), ...rest];
  }
  const named = typeof first === 'string' ? parseImage(first.replace(/[:@]$/, '')) : undefined;
  return named && named.registry === undefined ? [...parts] : undefined;
}
