import { Label } from '../../core/labels';
import { Phase } from '../../core/phase';
import { kindRank } from '../../synth/object-order';
import type { ObjectTemplate, Variant } from './variant';
import { ReleaseField } from './expression';
import { Guarded, isTemplateMapping, type Template, type TemplateMapping } from './template';

/** When Helm makes an object. */
export enum Role {
  /** With the release. */
  ORDINARY,
  /** Before the release, once: what a migration and pods need to be there. Afterwards it belongs to the release. */
  PREREQUISITE,
  /** Before the release, once for each content, and never removed. */
  CONFIGURATION,
  /** Before the release, anew each time: what nobody but a migration needs. */
  COMPANION,
  /** Before the release, until it has succeeded once. */
  MIGRATION,
  /** After the release. */
  FOLLOWER,
}

/** The order of hooks; inside one role by kind. */
const WEIGHTS: Readonly<Partial<Record<Role, number>>> = {
  [Role.PREREQUISITE]: -400,
  [Role.CONFIGURATION]: -300,
  [Role.COMPANION]: -200,
  [Role.MIGRATION]: -100,
  [Role.FOLLOWER]: 0,
};

/** What nobody but migrations needs may be made anew each time, if nothing is lost with it. */
const COMPANION_KINDS = ['ServiceAccount', 'Role', 'RoleBinding', 'NetworkPolicy', 'CiliumNetworkPolicy'];

/** What is never removed with a release. */
const KEPT_KINDS = ['Namespace', 'PersistentVolumeClaim'];

/** When each object of a variant is made. */
export function rolesOf({ objects }: Variant): Map<string, Role> {
  const all = [...objects.values()];
  const migrations = all.filter(isMigration);
  const others = all.filter((object) => !isMigration(object));
  const roles = new Map(all.map((object) => [object.id, roleOf(object, migrations, others)]));
  const hooked = [...roles.values()].some((role) => role === Role.MIGRATION || role === Role.CONFIGURATION);
  for (const [id, role] of roles) {
    const object = objects.get(id);
    const needed = object?.manifest.kind === 'Namespace' ? hooked : migrations.length > 0;
    if (role === Role.PREREQUISITE && !needed) {
      roles.set(id, Role.ORDINARY);
    }
  }
  return roles;
}

function roleOf(
  object: ObjectTemplate,
  migrations: readonly ObjectTemplate[],
  others: readonly ObjectTemplate[],
): Role {
  const { manifest, phase, contentNameBase } = object;
  if (migrations.includes(object)) {
    return Role.MIGRATION;
  }
  if (phase === Phase.AFTER && manifest.kind === 'Job') {
    return Role.FOLLOWER;
  }
  if (contentNameBase !== undefined && manifest.kind === 'ConfigMap') {
    return Role.CONFIGURATION;
  }
  if (manifest.kind === 'Namespace') {
    return Role.PREREQUISITE;
  }
  const shares = (other: ObjectTemplate): boolean => instanceOf(other) === instanceOf(object);
  // What a whole namespace has, such as its quota, is part of the release; a workload of that phase is needed before.
  const isOfPods =
    phase === Phase.CLUSTER && others.some((other) => other.phase === phase && shares(other) && hasPods(other));
  if (phase !== Phase.BEFORE && !isOfPods) {
    return Role.ORDINARY;
  }
  return COMPANION_KINDS.includes(String(manifest.kind)) &&
    migrations.some(shares) &&
    !others.some((other) => shares(other) && hasPods(other))
    ? Role.COMPANION
    : Role.PREREQUISITE;
}

function isMigration({ manifest, phase }: ObjectTemplate): boolean {
  return manifest.kind === 'Job' && (phase === Phase.BEFORE || phase === Phase.CLUSTER);
}

/** Which workload an object is of. */
function instanceOf({ manifest }: ObjectTemplate): string | undefined {
  return JSON.stringify(fields(fields(manifest.metadata).labels)[Label.INSTANCE]);
}

function hasPods({ manifest }: ObjectTemplate): boolean {
  const spec = fields(manifest.spec);
  return 'template' in spec || 'jobTemplate' in spec;
}

function fields(template: Template | undefined): TemplateMapping {
  return template !== undefined && isTemplateMapping(template) ? template : {};
}

/**
 * The object with what Helm has to know of it.
 *
 * @param missing the condition under which the cluster has no such object
 */
export function withHook(object: ObjectTemplate, role: Role, missing: string): ObjectTemplate {
  const { annotations, labels, ...metadata } = fields(object.manifest.metadata);
  const owned = role === Role.PREREQUISITE || Label.MANAGED_BY in fields(labels);
  const allAnnotations = { ...hookAnnotations(role, object, missing), ...fields(annotations) };
  const allLabels = { ...fields(labels), ...(owned ? { [Label.MANAGED_BY]: new ReleaseField('Service') } : {}) };
  return {
    ...object,
    manifest: {
      ...object.manifest,
      metadata: {
        ...metadata,
        ...(Object.keys(allAnnotations).length > 0 ? { annotations: allAnnotations } : {}),
        ...(Object.keys(allLabels).length > 0 ? { labels: allLabels } : {}),
      },
    },
  };
}

function hookAnnotations(role: Role, { manifest, step }: ObjectTemplate, missing: string): TemplateMapping {
  const kind = String(manifest.kind);
  // Helm waits for the Jobs of one weight before it goes on with the next.
  const weight = String((WEIGHTS[role] ?? 0) + kindRank(kind) + (role === Role.MIGRATION ? step : 0));
  const hook = { 'helm.sh/hook': 'pre-install,pre-upgrade', 'helm.sh/hook-weight': weight };
  switch (role) {
    case Role.ORDINARY:
      return KEPT_KINDS.includes(kind) ? { 'helm.sh/resource-policy': 'keep' } : {};
    case Role.PREREQUISITE: {
      // Once it is there it belongs to the release, which knows its own by these two and the label.
      const first = {
        ...hook,
        'helm.sh/hook-delete-policy': 'hook-failed',
        'meta.helm.sh/release-name': new ReleaseField('Name'),
        'meta.helm.sh/release-namespace': new ReleaseField('Namespace'),
      };
      const guarded = Object.entries(first).map(([key, value]) => [key, new Guarded(missing, value)]);
      return { ...(Object.fromEntries(guarded) as TemplateMapping), 'helm.sh/resource-policy': 'keep' };
    }
    case Role.CONFIGURATION:
      return { ...hook, 'helm.sh/hook-delete-policy': 'hook-failed' };
    case Role.COMPANION:
    case Role.MIGRATION:
      return { ...hook, 'helm.sh/hook-delete-policy': 'before-hook-creation' };
    case Role.FOLLOWER:
      return {
        'helm.sh/hook': 'post-install,post-upgrade',
        'helm.sh/hook-weight': weight,
        'helm.sh/hook-delete-policy': 'before-hook-creation',
      };
  }
}
