import type { Analysis } from './analysis';
import { ENVIRONMENT } from './variant';

/** What was found out, with the environments called otherwise. */
export function withEnvironmentNames(analysis: Analysis, nameOf: (environment: string) => string): Analysis {
  const renamed = <Value>(byName: Readonly<Record<string, Value>>): Record<string, Value> =>
    Object.fromEntries(Object.entries(byName).map(([name, value]) => [nameOf(name), value]));
  return {
    ...analysis,
    environments: analysis.environments.map(nameOf),
    values: renamed(analysis.values),
    knobs: analysis.knobs.map((knob) => ({
      ...knob,
      fixedIn: renamed(knob.fixedIn),
      minimums: renamed(knob.minimums),
      maximums: renamed(knob.maximums),
    })),
    switches: analysis.switches.map((each) => ({ ...each, fixedIn: renamed(each.fixedIn) })),
    variants: analysis.variants.map(({ selection, ...variant }) => ({
      ...variant,
      selection: { ...selection, [ENVIRONMENT]: nameOf(String(selection[ENVIRONMENT])) },
    })),
  };
}
