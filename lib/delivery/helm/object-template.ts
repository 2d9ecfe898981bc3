import type { JsonObject } from '../../core/json';
import { QUOTA_STEP } from './comparison';
import { explain, type Trial, type Unexplained } from './explain';
import { explainQuota } from './quota-expression';
import { type OpenMap, withOpenEntries } from './open-map';
import { withRegistryPrefix } from './registry-prefix';
import type { RenderedPart } from './rendering';
import { isTemplateMapping, type Template, type TemplateMapping } from './template';
import type { ObjectTemplate } from './variant';

/** What concerns every object of a system. */
export interface TemplateContext {
  readonly hasRegistry: boolean;
  readonly openMaps: readonly OpenMap[];
}

/** The template of an object that was rendered with several sets of values. What cannot be explained is collected. */
export function objectTemplate(
  parts: readonly RenderedPart[],
  trial: Trial,
  unexplained: Unexplained[],
  { hasRegistry, openMaps }: TemplateContext,
): ObjectTemplate {
  const [{ id, phase, step }] = parts;
  const bases = parts.flatMap(({ contentNameBase }) => contentNameBase ?? []);
  const quotas = parts.flatMap(({ quota }) => quota ?? []);
  const manifests = parts.map(({ manifest }) => (quotas.length > 0 ? withoutHard(manifest) : manifest));
  const manifest = explain(manifests, trial, unexplained, [id]) as TemplateMapping;
  const hard = quotas.length > 0 ? explainQuota(quotas, trial, unexplained, [id, QUOTA_STEP]) : undefined;
  if (hard && isTemplateMapping(manifest.spec)) {
    manifest.spec = { ...manifest.spec, hard };
  }
  const opened = openMaps.reduce<Template>((template, { path }) => withOpenEntries(template, path), manifest);
  return {
    id,
    phase,
    step,
    manifest: (hasRegistry ? withRegistryPrefix(opened) : opened) as TemplateMapping,
    contentNameBase: bases.length > 0 ? explain(bases, trial, unexplained, [id, 'metadata', 'name']) : undefined,
  };
}

/** The numbers of a quota have a formula of their own. */
function withoutHard(manifest: JsonObject): JsonObject {
  return { ...manifest, spec: { ...(manifest.spec as JsonObject), hard: {} } };
}
