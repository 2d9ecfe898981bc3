import type { Analysis } from './analysis';
import type { ChartIdentity } from './chart-identity';
import { labeledNamespaces } from './namespace-labels';
import type { Template } from './template';
import { dotted } from './values-path';

/** `README.md`: how the chart is used, and what it does not offer. */
export function readme(identity: ChartIdentity, analysis: Analysis): string {
  const { name, description, environment, releaseNamespace, plainNamespace } = identity;
  // Helm waits until every claim is bound, and one that only a schedule mounts is bound when that first runs.
  const claims = analysis.variants.some(({ objects }) =>
    [...objects.values()].some(({ manifest }) => manifest.kind === 'PersistentVolumeClaim'),
  );
  const releaseIn = releaseNamespace ? plainNamespace : 'default';
  const releaseFlags = `-n ${releaseIn}${releaseNamespace && !identity.createNamespaces ? ' --create-namespace' : ''}`;
  const where = releaseNamespace
    ? `The objects are in the namespace of the release, unless \`${dotted(releaseNamespace)}\` names another.`
    : 'The release may live in any namespace: the objects name their own, which the chart makes (`createNamespaces`).';
  const values = analysis.environments.map((each) => `\`values-${each}.yaml\``).join(', ');
  return [
    `# ${name}`,
    description,
    [
      '```sh',
      `helm upgrade --install ${name} . ${releaseFlags} -f values-${environment}.yaml${claims ? '' : ' --wait'}`,
      `helm test ${name} -n ${releaseIn}`,
      '```',
    ].join('\n'),
    `${where} With ${values} it renders what synth writes for these environments.`,
    ...(identity.createNamespaces ? [] : namespacesOfOthers(analysis)),
    ...(claims
      ? [
          'Without `--wait`: it would wait for the claims of backups as well, which many StorageClasses bind only when the first backup runs.',
        ]
      : []),
    ...refusals(analysis),
    '## Before and after',
    'A migration runs before the release, as a hook. What it needs and the release keeps (namespaces, credentials, stores) is made by a hook the first time and belongs to the release from the next upgrade on: a changed credential that the migration itself reads has to be applied before that upgrade. After a rollback to the very first revision go on with `helm upgrade`, not with a rollback forward.',
    'Configuration is named by its content, made once and never removed, so that an older revision finds its own. `helm uninstall` leaves it, the namespaces, credentials and stores.',
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n');
}

function namespacesOfOthers(analysis: Analysis): string[] {
  const lines = analysis.environments.flatMap((environment) =>
    labeledNamespaces(analysis, environment).map(
      ({ name, labels }) => `- ${environment}: \`kubectl label namespace ${nameIn(name)} ${labels}\``,
    ),
  );
  return [
    '## The namespace',
    'Without `createNamespaces` the chart makes none, and `--create-namespace` makes one without labels. Pod Security and policies of others go by these:',
    lines.join('\n'),
  ];
}

function nameIn(name: Template): string {
  return typeof name === 'string' ? name : 'NAME';
}

function refusals({ refusals: refused, knobs, switches }: Analysis): string[] {
  const fixed = [...knobs, ...switches].flatMap(({ path, fixedIn }) =>
    Object.entries(fixedIn).map(([name, reason]) => `- \`${dotted(path)}\` in ${name}: ${reason}`),
  );
  const lines = [...refused.map(({ path, reason }) => `- \`${dotted(path)}\`: ${reason}`), ...fixed];
  if (lines.length === 0) {
    return ['Every setting is a value.'];
  }
  return [
    '## Settings that are no values',
    'They are as in the environment; to change them, synthesize again.',
    lines.join('\n'),
  ];
}

/** `NOTES.txt`: what is to be known after an installation. */
export function notes({ name, createNamespaces }: ChartIdentity, { refusals: refused }: Analysis): string {
  return [
    `${name} is installed for {{ .Values.environment }}.`,
    '',
    `  helm test {{ .Release.Name }} -n {{ .Release.Namespace }}    asks each service whether it is ready`,
    ...(createNamespaces
      ? []
      : [
          '{{- if not .Values.createNamespaces }}',
          '',
          'The chart has not made the namespace: README.md says which labels it needs.',
          '{{- end }}',
        ]),
    ...(refused.length > 0
      ? ['', `Fixed by the environment: ${refused.map(({ path }) => dotted(path)).join(', ')}. README.md says why.`]
      : []),
    '',
  ].join('\n');
}
