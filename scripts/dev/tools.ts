import { spawnSync } from 'node:child_process';

/** A program that has to be there, and how one gets it. */
export interface Tool {
  readonly name: string;
  readonly how: string;
}

export const KUBECTL: Tool = { name: 'kubectl', how: 'https://kubernetes.io/docs/tasks/tools' };
export const DOCKER: Tool = { name: 'docker', how: 'https://docs.docker.com/engine/install, or Docker Desktop' };
export const K3D: Tool = {
  name: 'k3d',
  how: 'https://k3d.io/stable/#installation, for example `brew install k3d` or `go install github.com/k3d-io/k3d/v5@latest`',
};
export const GHZ: Tool = {
  name: 'ghz',
  how: 'https://ghz.sh/docs/install, for example `go install github.com/bojand/ghz/cmd/ghz@latest`',
};

/** Says what keeps somebody from going on, and ends with exit code 1. */
export class Refusal extends Error {}

/** Refuses where one of the programs is missing, and says how to get each of them. */
export function requireTools(tools: readonly Tool[]): void {
  const missing = tools.filter(({ name }) => spawnSync(name, ['--help'], { stdio: 'ignore' }).error !== undefined);
  if (missing.length > 0) {
    const lines = missing.map(({ name, how }) => `  ${name}: ${how}`);
    throw new Refusal(`missing on PATH:\n${lines.join('\n')}`);
  }
}

/** Runs a program that prints for itself; refuses where it fails. */
export function run(command: string, args: readonly string[], options: RunOptions = {}): void {
  process.stderr.write(`$ ${[command, ...args].join(' ')}\n`);
  const { status, error } = spawnSync(command, args, {
    input: options.input,
    stdio: [options.input === undefined ? 'ignore' : 'pipe', 'inherit', 'inherit'],
    env: { ...process.env, ...options.variables },
  });
  if (status !== 0) {
    throw new Refusal(`${command} ${args[0] ?? ''}: ${error?.message ?? `exit code ${status}`}`);
  }
}

interface RunOptions {
  readonly input?: string;
  readonly variables?: Readonly<Record<string, string>>;
}

/** What a program prints; undefined where it fails. */
export function output(command: string, args: readonly string[]): string | undefined {
  const { status, stdout } = spawnSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  return status === 0 ? stdout : undefined;
}

/** Runs a command of a developer: what it refuses is printed without a stack trace. */
export function main(command: () => void | Promise<void>): void {
  void (async () => {
    try {
      await command();
    } catch (error) {
      if (!(error instanceof Refusal)) {
        throw error;
      }
      process.stderr.write(`✗ ${error.message}\n`);
      process.exitCode = 1;
    }
  })();
}
