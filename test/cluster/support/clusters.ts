import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryFolder } from '../../rendered/temporary';
import { execute, Kubectl } from './kubectl';

const ANY_CLUSTER =
  'set KUBECONFIG to a cluster that may be written to: a control plane with kwok nodes, whose pods can be told to fail, ' +
  'hang or be slow; on k3d or kind, with the images loaded, only what needs none of that passes';
const KEDA =
  'set TRADEWIND_CLUSTER_UP to a script that starts a control plane, with `keda DIR` and `rabbitmq DIR` beside it, ' +
  'which start these for it; the latter prints RABBITMQ_URL=…';
const OWN_CLUSTER = 'set TRADEWIND_CLUSTER_UP to a script that starts a control plane: `up DIR` prints KUBECONFIG=…';

/** A suite that needs the cluster of KUBECONFIG, and is left out, with a word on how to get one, where there is none. */
export function describeOnCluster(name: string, suite: (kubectl: Kubectl) => void): void {
  describeWith(name, process.env.KUBECONFIG, ANY_CLUSTER, (kubeconfig) => suite(new Kubectl(kubeconfig)));
}

/** A suite that needs a cluster of its own, started by the script in TRADEWIND_CLUSTER_UP. */
export function describeOnOwnCluster(
  name: string,
  variables: Record<string, string>,
  suite: (own: OwnCluster) => void,
) {
  describeWith(name, process.env.TRADEWIND_CLUSTER_UP, OWN_CLUSTER, (up) => {
    const own = new OwnCluster(up);
    beforeAll(() => own.start(variables), 300_000);
    afterAll(() => own.stop(), 60_000);
    suite(own);
  });
}

/** A control plane started for one suite, by the scripts `up`, `down` and `zone` of one folder. */
export class OwnCluster {
  private readonly folder = join(temporaryFolder('own'), 'cluster');
  private started: Kubectl | undefined;

  /** @param up the path of the script that starts it */
  public constructor(private readonly up: string) {}

  /** kubectl, aimed at it. */
  public get kubectl(): Kubectl {
    if (this.started === undefined) {
      throw new Error('the cluster is not started');
    }
    return this.started;
  }

  /** Starts it; the variables say which kind of cluster. */
  public async start(variables: Record<string, string>): Promise<void> {
    const printed = await this.script(this.up, [this.folder], variables);
    const [, kubeconfig] = /KUBECONFIG=(\S+)/.exec(printed) ?? [];
    if (kubeconfig === undefined) {
      throw new Error(`${this.up} did not print KUBECONFIG=…: ${printed}`);
    }
    this.started = new Kubectl(kubeconfig);
  }

  /** A zone falls silent, or comes back. */
  public async zone(what: 'down' | 'up', zone: number): Promise<void> {
    await this.script(join(dirname(this.up), 'zone'), [what, String(zone), this.folder]);
  }

  /** Runs a script beside `up` that starts something for it; what it printed. */
  public async beside(script: string): Promise<string> {
    return this.script(join(dirname(this.up), script), [this.folder]);
  }

  /** Ends it. */
  public async stop(): Promise<void> {
    await this.script(join(dirname(this.up), 'down'), [this.folder]);
  }

  private async script(program: string, args: readonly string[], variables: Record<string, string> = {}) {
    const { code, stdout, stderr } = await execute(program, args, { ...process.env, ...variables });
    if (code !== 0) {
      throw new Error(`${program} ${args.join(' ')}: ${stderr}`);
    }
    return stdout;
  }
}

/** A suite that needs a cluster of its own with KEDA and a RabbitMQ, whose URL it is given. */
export function describeWithKeda(
  name: string,
  suite: (own: OwnCluster, rabbit: { readonly url: string }) => void,
): void {
  const up = process.env.TRADEWIND_CLUSTER_UP;
  const isThere = up !== undefined && ['keda', 'rabbitmq'].every((script) => existsSync(join(dirname(up), script)));
  describeWith(name, isThere ? up : undefined, KEDA, (script) => {
    const own = new OwnCluster(script);
    const rabbit = { url: '' };
    beforeAll(async () => {
      await own.start({ ZONES: '0' });
      const [, printed] = await Promise.all([own.beside('keda'), own.beside('rabbitmq')]);
      rabbit.url = /RABBITMQ_URL=(\S+)/.exec(printed)?.[1] ?? '';
    }, 300_000);
    afterAll(() => own.stop(), 60_000);
    suite(own, rabbit);
  });
}

function describeWith(name: string, needed: string | undefined, how: string, suite: (needed: string) => void): void {
  if (needed) {
    describe(name, () => suite(needed));
    return;
  }
  process.stderr.write(`skipped: ${name}: ${how}\n`);
  // Skipped: without a cluster there is nothing to ask.
  describe.skip(`${name} (${how})`, () => suite(''));
}
