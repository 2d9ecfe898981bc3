import type { Analysis } from './analysis';
import { DEMAND_STEP } from './comparison';
import { Expression, type TemplateNames, ValueExpression } from './expression';
import { Role, rolesOf, withHook } from './hooks';
import type { ChartObject } from './object-file';
import { type Demand, QuotaExpression } from './quota-expression';
import { serviceTests } from './service-tests';
import { isTemplateMapping, type Template, type TemplateMapping } from './template';
import type { Case, TemplateWriter } from './template-writer';
import { casesOver, relevantTo, type VariantCase } from './variant-cases';
import type { ObjectTemplate, Variant } from './variant';

/** Every object of a chart, with what Helm has to know of it. */
export function chartObjects(analysis: Analysis, writer: TemplateWriter, names: TemplateNames): ChartObject[] {
  return [...ordinaryObjects(analysis, writer, names), ...testObjects(analysis)];
}

function ordinaryObjects(analysis: Analysis, writer: TemplateWriter, names: TemplateNames): ChartObject[] {
  const roles = new Map<string, Role>();
  for (const variant of analysis.variants) {
    // An object that one variant needs before the release may be there before it in all.
    rolesOf(variant).forEach((role, id) => roles.set(id, roles.get(id) || role));
  }
  return [...roles].map(([id, role]) => {
    const all = casesOver(analysis, relevantTo(analysis, [id]));
    const found = objectsIn(all, (variant) => variant.objects.get(id));
    const demands = demandsOf(analysis, id, found, writer);
    return {
      id,
      role,
      test: false,
      all: all.map(withoutTemplate),
      guard: guardOf(role, found[0].object, names),
      cases: found.map(({ selection, object }) => {
        const complete = demands ? withDemands(object, demands) : object;
        const hooked = withHook(complete, role, `not (${lookup(object, names)})`);
        return { selection, template: hooked.manifest, object };
      }),
    };
  });
}

function testObjects(analysis: Analysis): ChartObject[] {
  const image = new ValueExpression(['tests', 'image'], 'text');
  const sources = new Map<string, Set<string>>();
  const objects = new Map<Variant, Map<string, ObjectTemplate>>();
  for (const variant of analysis.variants) {
    const tests = serviceTests(variant, image);
    objects.set(variant, new Map(tests.map(({ object }) => [object.id, object])));
    for (const test of tests) {
      const { id } = test.object;
      sources.set(id, new Set([...(sources.get(id) ?? []), ...test.sources]));
    }
  }
  return [...sources].map(([id, from]) => {
    const all = casesOver(analysis, relevantTo(analysis, [...from]));
    return {
      id,
      role: Role.ORDINARY,
      test: true,
      all: all.map(withoutTemplate),
      guard: '.Values.tests.image',
      cases: objectsIn(all, (variant) => objects.get(variant)?.get(id)).map(({ selection, object }) => ({
        selection,
        template: object.manifest,
        object,
      })),
    };
  });
}

function objectsIn(
  all: readonly VariantCase[],
  objectOf: (variant: Variant) => ObjectTemplate | undefined,
): (Pick<VariantCase, 'selection'> & { readonly object: ObjectTemplate })[] {
  return all.flatMap(({ selection, variant }) => {
    const object = objectOf(variant);
    return object ? [{ selection, object }] : [];
  });
}

function withoutTemplate({ selection }: VariantCase): Case {
  return { selection, template: null };
}

/** What each workload takes of a quota, and when: some come and go, and the quota would have a form for each. */
function demandsOf(
  analysis: Analysis,
  id: string,
  found: readonly { readonly object: ObjectTemplate }[],
  writer: TemplateWriter,
): Map<Demand, string | undefined> | undefined {
  const inVariants = analysis.variants.map((variant) => quotaIn(variant.objects.get(id)));
  if (!quotaIn(found[0].object)) {
    return undefined;
  }
  const owners = new Set(inVariants.flatMap((quota) => quota?.demands.map(({ owner }) => owner) ?? []));
  const conditions = new Map<Demand, string | undefined>();
  for (const owner of owners) {
    const all = casesOver(analysis, relevantTo(analysis, [id, `${id}${DEMAND_STEP}${owner}`]));
    const byForm = new Map<string, { readonly demand: Demand; readonly those: Case[] }>();
    for (const { selection, variant } of all) {
      const demand = quotaIn(variant.objects.get(id))?.demands.find((each) => each.owner === owner);
      if (demand) {
        const form = byForm.get(JSON.stringify(demand)) ?? { demand, those: [] };
        form.those.push({ selection, template: null });
        byForm.set(JSON.stringify(demand), form);
      }
    }
    byForm.forEach(({ demand, those }) => conditions.set(demand, writer.condition(those, all.map(withoutTemplate))));
  }
  return conditions;
}

function withDemands(object: ObjectTemplate, demands: ReadonlyMap<Demand, string | undefined>): ObjectTemplate {
  const quota = quotaIn(object);
  const { spec } = object.manifest;
  if (!quota || !isTemplateMapping(spec)) {
    return object;
  }
  const conditions = [...demands].flatMap(([demand, condition]): [Demand, string][] =>
    condition === undefined ? [] : [[demand, condition]],
  );
  const hard = new QuotaExpression([...demands.keys()], quota.headroom, new Map(conditions));
  return { ...object, manifest: { ...object.manifest, spec: { ...spec, hard } } };
}

function quotaIn(object: ObjectTemplate | undefined): QuotaExpression | undefined {
  const spec: Template | TemplateMapping = object?.manifest.spec ?? null;
  const hard = isTemplateMapping(spec) ? spec.hard : undefined;
  return hard instanceof QuotaExpression ? hard : undefined;
}

/** When an object is made at all, whatever the variant. */
function guardOf(role: Role, object: ObjectTemplate, names: TemplateNames): string | undefined {
  if (object.manifest.kind === 'Namespace') {
    return '.Values.createNamespaces';
  }
  if (role === Role.CONFIGURATION) {
    return `not (${lookup(object, names)})`;
  }
  return role === Role.MIGRATION ? `not (dig "status" "succeeded" 0 (${lookup(object, names)}))` : undefined;
}

/** How a template looks an object up in the cluster. What only renders finds nothing. */
function lookup({ manifest }: ObjectTemplate, names: TemplateNames): string {
  const metadata = isTemplateMapping(manifest.metadata) ? manifest.metadata : {};
  const term = (part: Template | undefined): string =>
    part instanceof Expression ? part.term(names) : JSON.stringify(part ?? '');
  return ['lookup', term(manifest.apiVersion), term(manifest.kind), term(metadata.namespace), term(metadata.name)].join(
    ' ',
  );
}
