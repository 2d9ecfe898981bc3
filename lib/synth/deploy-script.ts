/** A Job that must be complete before the next phase is applied. */
export interface AwaitedJob {
  /**
   * The namespace that the Job is in.
   *
   * @jsii suppress JSII5018 the word of Kubernetes
   */
  readonly namespace: string;
  /** The name of the Job. */
  readonly name: string;
  /** Seconds to wait; at least the Job's own `activeDeadlineSeconds`, so that it can say why it failed. */
  readonly timeoutSeconds: number;
}

/** A workload whose pods must be rolled out before the next phase is applied. */
export interface AwaitedRollout {
  /**
   * The namespace that the workload is in.
   *
   * @jsii suppress JSII5018 the word of Kubernetes
   */
  readonly namespace: string;
  /** The kind: what `kubectl rollout status` knows (Deployment, StatefulSet, DaemonSet). */
  readonly kind: string;
  /** The name of the workload. */
  readonly name: string;
  /** Seconds to wait. */
  readonly timeoutSeconds: number;
}

/** One step of a deployment: what is applied together, and what must be true before the next step. */
export interface DeployPhase {
  /** File names without a folder, in the order in which they are applied. */
  readonly files: readonly string[];
  /** The Jobs to wait for. */
  readonly jobs: readonly AwaitedJob[];
  /** The workloads to wait for, after the Jobs. */
  readonly rollouts: readonly AwaitedRollout[];
  /** Names of the CustomResourceDefinitions in the files, which later objects need established. */
  readonly crds: readonly string[];
}

/** What one environment of one system needs to be deployed. */
export interface DeployScriptInput {
  /** The name of the system. */
  readonly system: string;
  /** The name of the environment. */
  readonly environment: string;
  /** The phases, in order. A phase without files is left out. */
  readonly phases: readonly DeployPhase[];
}

/** How long an API server may take to serve a new kind: seconds where it is healthy. */
const CRD_TIMEOUT_SECONDS = 60;

const FUNCTIONS = `folder=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
kubectl=\${KUBECTL:-kubectl}

kube() {
  # shellcheck disable=SC2086 # KUBECTL is a command with its arguments
  $kubectl "$@"
}

# apply FILE…: in this order, by one command
apply() {
  for file in "$@"; do
    set -- "$@" -f "$folder/$file"
    shift
  done
  # shellcheck disable=SC2086 # several flags may be given
  kube apply --server-side \${TRADEWIND_APPLY_FLAGS:-} "$@"
}

stop() {
  echo "stopped: nothing after this phase was applied" >&2
  exit 1
}

# job NAMESPACE NAME SECONDS: returns once the Job is complete, stops when it failed or the time is up
job() {
  end=$(($(date +%s) + $3))
  while :; do
    case " $(kube -n "$1" get job "$2" -o 'jsonpath={.status.conditions[?(@.status=="True")].type}' || true) " in
      *' Complete '*)
        echo "job $1/$2 is complete"
        return
        ;;
      *' Failed '*) outcome='failed' ;;
      *)
        if [ "$(date +%s)" -lt "$end" ]; then
          sleep 1
          continue
        fi
        outcome="is not complete after $3 s"
        ;;
    esac
    {
      echo "job $1/$2 $outcome"
      kube -n "$1" get job "$2" -o 'jsonpath={range .status.conditions[*]}  {.type}={.status} {.reason}: {.message}{"\\n"}{end}' || true
      echo "  its logs:  $kubectl -n $1 logs -l batch.kubernetes.io/job-name=$2 --all-containers --prefix --tail=-1"
      echo "  to retry:  $kubectl -n $1 delete job $2   and run this script again"
    } >&2
    stop
  done
}

# rollout NAMESPACE KIND/NAME SECONDS: returns once all pods are of the new version and available
rollout() {
  kube -n "$1" rollout status "$2" "--timeout=$3s" && return
  {
    echo "$2 in $1 is not rolled out"
    echo "  its pods:  $kubectl -n $1 describe $2   and   $kubectl -n $1 get pods,events"
  } >&2
  stop
}

# served CRD: returns once the API server serves the kind
served() {
  kube wait --for=condition=Established "crd/$1" --timeout=${CRD_TIMEOUT_SECONDS}s || stop
}`;

/**
 * Writes the POSIX shell script that deploys one environment.
 *
 * It applies the phases in order, from the script's own folder, and goes on only when what a phase waits for is done:
 * a Job that fails, hangs or is refused stops it before anything of a later phase is applied. Running it again is safe.
 * The command is `KUBECTL` (`kubectl` when unset; arguments such as `--context` are welcome), further flags of
 * `kubectl apply` come from `TRADEWIND_APPLY_FLAGS`.
 *
 * The field manager stays kubectl's own: under a name of ours, the script and the same files applied by hand would be
 * two owners of every field, and the second change would be a conflict.
 */
export function deployScript(input: DeployScriptInput): string {
  const phases = input.phases.filter((phase) => phase.files.length > 0);
  const steps = phases.map((phase, index) =>
    [
      `echo ${word(`${input.system}/${input.environment}: phase ${index + 1} of ${phases.length}`)}`,
      `apply ${phase.files.map(word).join(' ')}`,
      ...phase.crds.map((name) => `served ${word(name)}`),
      ...phase.jobs.map((job) => `job ${word(job.namespace)} ${word(job.name)} ${seconds(job.timeoutSeconds)}`),
      ...phase.rollouts.map(
        (rollout) =>
          `rollout ${word(rollout.namespace)} ${word(`${rollout.kind.toLowerCase()}/${rollout.name}`)} ` +
          seconds(rollout.timeoutSeconds),
      ),
    ].join('\n'),
  );
  return [
    [
      '#!/bin/sh',
      `# Deploys ${input.system} to ${input.environment}: one phase after another, each once the one before it is done.`,
      '#   KUBECTL="kubectl --context NAME" deploy.sh               to the cluster of that context',
      '#   TRADEWIND_APPLY_FLAGS=--force-conflicts deploy.sh        takes over fields that another tool has applied',
      'set -eu',
      FUNCTIONS,
    ].join('\n'),
    ...steps,
  ]
    .join('\n\n')
    .concat('\n');
}

/** One word of a shell command: quoted only where the shell would read it otherwise. */
function word(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : `'${text.replace(/'/g, `'\\''`)}'`;
}

/** Whole seconds: shell arithmetic knows no fractions. */
function seconds(value: number): string {
  return String(Math.ceil(value));
}
