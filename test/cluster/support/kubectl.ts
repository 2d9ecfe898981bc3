import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Manifest } from '../../rendered/manifest';

/** What became of a command. */
export interface Outcome {
  /** The exit code. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** kubectl, aimed at one cluster. A process costs some 50 ms: ask for many objects at once. */
export class Kubectl {
  /** The program: the one beside the API server under test where there is one, else that of PATH. */
  public readonly program: string;

  /** @param kubeconfig the file that names the cluster */
  public constructor(public readonly kubeconfig: string) {
    const beside = join(process.env.KUBEBUILDER_ASSETS ?? '', 'kubectl');
    this.program = process.env.KUBEBUILDER_ASSETS !== undefined && existsSync(beside) ? beside : 'kubectl';
  }

  /** Runs a command and gives its output; a failure throws with what it said. */
  public async run(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await this.attempt(...args);
    if (code !== 0) {
      throw new Error(`kubectl ${args.join(' ')}: ${stderr || stdout}`);
    }
    return stdout;
  }

  /** Runs a command, whatever comes of it. */
  public attempt(...args: string[]): Promise<Outcome> {
    return execute(this.program, args, this.environment());
  }

  /** Runs the `deploy.sh` of a rendered folder. */
  public deploy(folder: string, variables: Readonly<Record<string, string>> = {}): Promise<Outcome> {
    const environment = { ...this.environment(), ...variables, KUBECTL: this.program };
    return execute('sh', [join(folder, 'deploy.sh')], environment);
  }

  /** The command of the README, under strict validation; what the server warned of is in `warnings`. */
  public async apply(folder: string): Promise<Outcome & { readonly warnings: string[] }> {
    const outcome = await this.attempt('apply', '--server-side', '--validate=strict', '-f', folder);
    return { ...outcome, warnings: outcome.stderr.split('\n').filter((line) => line.startsWith('Warning:')) };
  }

  /** Reads objects by kind (several with commas) from a namespace. */
  public async list(namespace: string, kinds: string, ...args: string[]): Promise<Manifest[]> {
    return JSON.parse(await this.run('-n', namespace, 'get', kinds, '-o', 'json', ...args)).items;
  }

  /** Reads back every object of a rendered folder. */
  public async readBack(folder: string): Promise<Manifest[]> {
    return JSON.parse(await this.run('get', '--show-managed-fields', '-o', 'json', '-f', folder)).items;
  }

  /** Waits until a field of an object has a value. */
  public async until(namespace: string, object: string, path: string, value: string, seconds = 60): Promise<void> {
    await this.run('-n', namespace, 'wait', `--for=jsonpath={${path}}=${value}`, object, `--timeout=${seconds}s`);
  }

  private environment(): NodeJS.ProcessEnv {
    return { ...process.env, KUBECONFIG: this.kubeconfig };
  }
}

/** Runs a program to its end. */
export function execute(program: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    execFile(program, args, { env, encoding: 'utf8', maxBuffer: 2 ** 28 }, (error, stdout, stderr) => {
      if (error !== null && typeof error.code !== 'number') {
        reject(new Error(`${program} did not run: ${error.message}`, { cause: error }));
      } else {
        resolve({ code: Number(error?.code ?? 0), stdout, stderr });
      }
    });
  });
}
