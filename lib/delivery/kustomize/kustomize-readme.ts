import { Phase } from '../../core/phase';
import type { EnvironmentObjects } from './environment-objects';

/** `README.md`: how it is used, and what does not fit one command. */
export function kustomizeReadme(
  system: string,
  environments: readonly EnvironmentObjects[],
  base: string,
  nameOf: (environment: string) => string,
): string {
  const names = environments.map(({ name }) => nameOf(name));
  const shown = names[names.length - 1];
  return [
    `# ${system} for Kustomize`,
    `\`base\` has what all environments have, as in ${nameOf(base)}; an overlay has what its environment has beside it, and patches for what is otherwise there. \`kustomize build overlays/${shown}\` gives the objects of the plain YAML, each with every field.`,
    ['```sh', `kubectl diff -k overlays/${shown}`, `kubectl apply --server-side -k overlays/${shown}`, '```'].join(
      '\n',
    ),
    '## All at once',
    'Kustomize knows no phases: everything is applied by one command, and nothing waits for anything.',
    environments.map(({ name, objects }) => `- \`${nameOf(name)}\`: ${whatWaits(objects)}`).join('\n'),
    '## Changing it',
    'These files are written anew each time: change the settings of an environment and package again, or make an overlay of your own, outside of this folder, over one of these.',
    'Configuration named by its content, and Jobs, are new objects when they change. `kubectl apply -k` leaves the old ones where they are.',
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n');
}

/** What an environment may not do at once, said of its objects. */
function whatWaits(objects: EnvironmentObjects['objects']): string {
  const jobs = (...phases: Phase[]): string[] =>
    objects
      .filter(({ placement, identity }) => identity.kind === 'Job' && phases.includes(placement.phase))
      .map(({ identity }) => `\`${identity.name}\``);
  const before = jobs(Phase.CLUSTER, Phase.BEFORE);
  const after = jobs(Phase.AFTER);
  const definitions = objects.filter(({ identity }) => identity.kind === 'CustomResourceDefinition');
  const reasons = [
    ...(before.length > 0
      ? [`pods of a new version would start beside ${before.join(', ')}, which has to be complete before`]
      : []),
    ...(after.length > 0 ? [`${after.join(', ')} would run before the pods that it comes after`] : []),
    ...(definitions.length > 0
      ? ['objects of a kind that its CustomResourceDefinition only just brings are refused: apply twice']
      : []),
  ];
  return reasons.length === 0
    ? 'nothing waits for anything else'
    : `not by this command: ${reasons.join('; ')}. Use \`deploy.sh\` of the plain YAML.`;
}
