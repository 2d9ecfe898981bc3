import { jobLogs, recentEvents } from '../core/job-logs';

/** How long an API server may take to serve a new kind: seconds where it is healthy. */
const CRD_TIMEOUT_SECONDS = 60;

/** The shell functions of `deploy.sh`, for any POSIX shell. They use the variables that the script sets before them. */
export const DEPLOY_FUNCTIONS = `folder=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
kubectl=\${KUBECTL:-kubectl}\${context:+ --context $context}

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
  echo "stopped: \${1:-nothing after this step was applied}" >&2
  exit 1
}

# What the cluster has, between blanks: namespaces, and kinds of custom resources.
present=' '

# kinds VERSION/KIND…: looks which of these the API server serves
kinds() {
  served=$(kube api-resources --no-headers 2>/dev/null | awk '{ print $(NF - 2) "/" $NF }') || true
  for each in "$@"; do
    printf '%s\\n' "$served" | grep -qxF "$each" && present="$present$each "
  done
  return 0
}

# namespace NAME: looks whether it exists
namespace() {
  # Who may not look at it learns nothing.
  found=$(kube get namespace "$1" --ignore-not-found -o name 2>/dev/null) || found=$1
  [ -z "$found" ] || present="$present$1 "
}

# own NAMESPACE: refuses one that belongs to another environment; one without labels is taken over
own() {
  labels='jsonpath={.metadata.labels.tradewind\\.dev/system}/{.metadata.labels.tradewind\\.dev/environment}'
  found=$(kube get namespace "$1" --ignore-not-found -o "$labels") || stop 'the cluster does not answer'
  case "$found" in
    '' | / | "$owner") ;;
    *)
      {
        echo "namespace $1 in this cluster belongs to $found, and this script deploys $owner"
        echo "  another cluster:    KUBECTL=\\"kubectl --context NAME\\" \${0##*/}"
        echo "  to hand it over:    $kubectl label --overwrite namespace $1 tradewind.dev/system=\${owner%/*} tradewind.dev/environment=\${owner#*/}"
      } >&2
      stop 'nothing was applied'
      ;;
  esac
}

missing=
refused=

# needs BLOCKS TEXT RESOURCE NAME [NAMESPACE [KEY…]]: adds an object that does not exist to the list
needs() {
  blocks=$1 text=$2 resource=$3 name=$4 within=\${5:-}
  shift "$(($# < 5 ? $# : 5))"
  # shellcheck disable=SC2016 # a template of kubectl, not of the shell
  keys='go-template={{range $key, $value := .data}}{{$key}} {{end}}.'
  # Who may not look, or asks for a kind that is not there, learns nothing about the object.
  found=$(kube \${within:+-n "$within"} get "$resource" "$name" --ignore-not-found -o "$keys" 2>/dev/null) || return 0
  absent=
  for key in "$@"; do
    case " $found" in *" $key "*) ;; *) absent=1 ;; esac
  done
  [ -z "$found" ] || [ -n "$absent" ] || return 0
  lack "$blocks" "$text"
}

# serves VERSION/KIND: adds a kind that the API server does not serve to the list
serves() {
  case "$present" in *" $1 "*) ;; *) lack yes "the kind $1: install its CustomResourceDefinition and its controller" ;; esac
}

# holds NAMESPACE: adds a namespace that does not exist to the list
holds() {
  case "$present" in *" $1 "*) ;; *) lack yes "Namespace $1" ;; esac
}

lack() {
  missing="$missing  $2
"
  [ "$1" = no ] || refused=1
}

# lacking: prints the list; stops where the API server would refuse objects
lacking() {
  [ -n "$missing" ] || return 0
  {
    echo "$owner needs, and this cluster does not have:"
    printf '%s' "$missing"
  } >&2
  [ -z "$refused" ] || stop 'nothing was applied, because the API server would refuse objects'
  echo 'going on: pods wait until these exist' >&2
}

tried=

# try FILE WORD…: the file takes part in the dry run if every namespace and kind that it is in exists
try() {
  file=$1
  shift
  for each in "$@"; do
    case "$present" in *" $each "*) ;; *) return 0 ;; esac
  done
  tried="$tried $file"
}

# rehearse: the API server checks everything before anything is written
rehearse() {
  [ -n "$tried" ] && [ -z "\${TRADEWIND_SKIP_DRY_RUN:-}" ] || return 0
  set --
  for file in $tried; do
    set -- "$@" -f "$folder/$file"
  done
  # shellcheck disable=SC2086 # several flags may be given
  kube apply --server-side --dry-run=server \${TRADEWIND_APPLY_FLAGS:-} "$@" >/dev/null && return
  {
    echo 'the API server refuses some of these objects in a dry run'
    echo "  without the dry run:  TRADEWIND_SKIP_DRY_RUN=1 \${0##*/}"
  } >&2
  stop 'nothing was applied'
}

# job NAMESPACE NAME SECONDS POLICY [ttl]: returns once the Job is complete, stops when it failed or the time is up
job() {
  end=$(($(date +%s) + $3)) gone=
  while :; do
    conditions='jsonpath=exists {.status.conditions[?(@.status=="True")].type} '
    state=$(kube -n "$1" get job "$2" --ignore-not-found -o "$conditions") || state='unknown '
    case " $state" in
      *' Complete '*)
        echo "job $1/$2 is complete"
        return
        ;;
      *' Failed '*)
        outcome='failed'
        [ "$4" != OnFailure ] || gone=1
        ;;
      ' ')
        gone=1
        case "\${5:-} $(failures "$1" "$2")" in
          'ttl ')
            echo "job $1/$2 is complete, and was removed when its time to live was over"
            return
            ;;
          ' '*) outcome='was deleted by hand' ;;
          *) outcome='failed, and was removed when its time to live was over' ;;
        esac
        ;;
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
      kube -n "$1" get job "$2" --ignore-not-found -o 'jsonpath={range .status.conditions[*]}  {.type}={.status} {.reason}: {.message}{"\\n"}{end}' || true
      if [ -n "$gone" ]; then
        echo "  its logs:  Kubernetes deleted the pods, and their logs with them: read them where the cluster collects logs"
      else
        echo "  its logs:  $${jobLogs('$1', '$2')}"
      fi
      echo "  its events:  $${recentEvents('$1')}"
      echo "  to retry:  $kubectl -n $1 delete job $2   and run this script again"
    } >&2
    stop
  done
}

# failures NAMESPACE NAME: the reasons of the warnings that say that a Job has failed
failures() {
  kube -n "$1" get events --field-selector "involvedObject.kind=Job,involvedObject.name=$2,type=Warning" \\
    -o 'jsonpath={range .items[*]}{.reason}{"\\n"}{end}' | grep -xE 'BackoffLimitExceeded|DeadlineExceeded|PodFailurePolicy' || true
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

# available NAMESPACE RESOURCE/NAME SECONDS: returns once the operator says that the pods of its resource are available
available() {
  kube -n "$1" wait --for=condition=Available "$2" "--timeout=$3s" && return
  {
    echo "$2 in $1 is not available"
    echo "  its state:  $kubectl -n $1 describe $2   and   $kubectl -n $1 get pods,events"
  } >&2
  stop
}

# served CRD: returns once the API server serves the kind
served() {
  kube wait --for=condition=Established "crd/$1" --timeout=${CRD_TIMEOUT_SECONDS}s || stop
}`;
