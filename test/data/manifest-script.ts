import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import type { Manifests } from '../../lib';

/** The container of a pod with what it gets as variables, as a kubelet would start it. */
export interface TaskContainer {
  readonly command: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
}

/** The part of a container that says what runs. */
interface ContainerSpec {
  readonly command: readonly string[];
  readonly envFrom?: readonly { readonly configMapRef: { readonly name: string } }[];
}

/** Reads the only container of a CronJob out of manifests. */
export function taskContainer(manifests: Manifests, name: string): TaskContainer {
  const [container] = manifests.resource('CronJob', name).spec.jobTemplate.spec.template.spec.containers;
  return startedContainer(manifests, container);
}

/** A container of manifests, as a kubelet would start it. */
export function startedContainer(manifests: Manifests, { command, envFrom = [] }: ContainerSpec): TaskContainer {
  const variables: Record<string, string> = {};
  for (const { configMapRef } of envFrom) {
    Object.assign(variables, manifests.resource('ConfigMap', configMapRef.name).data);
  }
  return { command: command.map((word) => expanded(word, variables)), variables };
}

/** Runs it on this machine, with some variables changed to what there is here. */
export function runTask(
  { command, variables }: TaskContainer,
  changed: Record<string, string>,
  user: { readonly uid?: number; readonly gid?: number } = {},
): SpawnSyncReturns<string> {
  const [program, ...args] = command;
  const env = { PATH: process.env.PATH, HOME: '/nonexistent', LC_ALL: 'C', ...variables, ...changed };
  return spawnSync(program, args, { encoding: 'utf8', env, cwd: '/', timeout: 60_000, ...user });
}

/** What Kubernetes does to a command: $(NAME) becomes the variable, where there is one, and $$ a single $. */
function expanded(word: string, variables: Readonly<Record<string, string>>): string {
  return word.replace(/\$(?:\$|\(([^)]*)\))/g, (whole, name?: string) =>
    name === undefined ? '$' : (variables[name] ?? whole),
  );
}
