import { FINISHED } from '../backup-script';
import type { ObjectClient } from './object-client';
import { clientKeys } from './object-client-keys';
import { clientPolicy } from './object-client-policy';

/** Where the bundle with `username` and `password` of the root user is mounted. */
export const ROOT_FOLDER = '/run/secrets/minio';

/** Where the bundles of the clients are mounted, each in a folder of its name. */
export const CLIENTS_FOLDER = '/run/secrets/clients';

/** Where the server has its data. */
export const DATA_FOLDER = '/data';

/** Where MinIO's client keeps what it knows of servers: in the pod, for as long as that lives. */
export const CLIENT_FOLDER = '/tmp/mc';

/** Where the server listens, for S3 and metrics, and for its console. */
export const STORE_PORTS = { s3: 9000, console: 9001 } as const;

/** The content of a file, which must be a line of text. */
const READ_SECRET = `secret() {
  local text=
  [[ ! -f $1 ]] || text=$(<"$1")
  if [[ $text != *[![:space:]]* || $text == *$'\\n'* ]]; then
    echo "$1 is missing, empty or of several lines" >&2
    return 1
  fi
  printf '%s\\n' "$text"
}
`;

/**
 * The server reads user and password from files by itself; where one is missing or empty it would take the ones that
 * everybody knows.
 */
export const START = `set -eu
${READ_SECRET}secret "$MINIO_ROOT_USER_FILE" > /dev/null
secret "$MINIO_ROOT_PASSWORD_FILE" > /dev/null
exec minio server --address :${STORE_PORTS.s3} --console-address :${STORE_PORTS.console} "$DATA_FOLDER"
`;

/** The client learns who it is from its input: its arguments and variables could be seen by others. */
const LOGIN = `set -o pipefail
${READ_SECRET}username=$(secret "$ROOT_FOLDER/username")
password=$(secret "$ROOT_FOLDER/password")
printf '%s\\n%s\\n' "$username" "$password" | mc alias set --api S3v4 store "$STORE_URL" > /dev/null
`;

/**
 * Makes buckets, and for each client a user with the keys of its bundle and a policy of its own. All of it can be done
 * again: what is there stays, what differs is set.
 */
export function provisionScript(buckets: readonly string[], clients: ReadonlyMap<string, ObjectClient>): string {
  const users = [...clients].map(([name, client]) => {
    const [accessKeyIdKey, secretAccessKeyKey] = clientKeys(client);
    const policy = JSON.stringify(clientPolicy(client.buckets ?? buckets, client.access));
    return `client ${name} ${quoted(accessKeyIdKey)} ${quoted(secretAccessKeyKey)} ${quoted(policy)}\n`;
  });
  return `set -eu
umask 077
${LOGIN}mc ready store
declare -A secrets=()
bucket() {
  mc mb --ignore-existing "store/$1" > /dev/null
  echo "bucket $1"
}
client() {
  local id key
  id=$(secret "$CLIENTS_FOLDER/$1/$2")
  key=$(secret "$CLIENTS_FOLDER/$1/$3")
  if [[ $id == "$username" || $key == "$password" ]]; then
    echo "client $1 has a key of the root user: give it its own" >&2
    return 1
  fi
  if [[ \${secrets[$id]-$key} != "$key" ]]; then
    echo "client $1 has the access key of another one, with another secret key: give it its own" >&2
    return 1
  fi
  secrets[$id]=$key
  printf '%s' "$4" > "$MC_CONFIG_DIR/policy.json"
  mc admin policy create store "client-$1" "$MC_CONFIG_DIR/policy.json" > /dev/null
  printf '%s\\n%s\\n' "$id" "$key" | mc admin user add store > /dev/null
  mc admin policy attach store "client-$1" --user "$id" > /dev/null
  echo "client $1"
}
${buckets.map((name) => `bucket ${quoted(name)}\n`).join('')}${users.join('')}`;
}

/** By how many seconds the clocks of two nodes may differ, with a margin. */
export const CLOCK_SKEW = '300';

/**
 * Every bucket as a folder, and the checksums of all objects as the one file that a backup counts. Objects that did not change are
 * the same files as in the backup before; they are compared by size and time, so a fresh file is dated before the
 * beginning: what is overwritten while it is read is read again next time. Checksums of old files are kept: what has
 * rotted since does not pass.
 */
export const DUMP = `${LOGIN}(
shopt -s globstar dotglob nullglob
began=$(($(date +%s) - CLOCK_SKEW))
last=
for each in ../${FINISHED}; do last=$each; done
declare -A known=()
if [[ -n $last ]]; then
  while IFS= read -r line; do known[\${line:66}]=$line; done < "$last/objects.sha256"
fi
mkdir .objects
mirror() { mc mirror --quiet --overwrite --remove "store/$1" ".objects/$1" > /dev/null; }
listed=$(mc ls store)
while read -r line; do
  bucket=\${line##* }
  bucket=\${bucket%/}
  [[ -n $bucket ]] || continue
  if [[ -n $last && -d $last/.objects/$bucket ]]; then
    cp -al "$last/.objects/$bucket" .objects/ || rm -rf ".objects/$bucket"
  fi
  mkdir -p ".objects/$bucket"
  # What is removed between being listed and being read is no failure the next time.
  mirror "$bucket" || mirror "$bucket" || mirror "$bucket"
done <<< "$listed"
fresh=()
add_fresh() {
  [[ \${#fresh[@]} -gt 0 ]] || return 0
  touch -d "@$began" -- "\${fresh[@]}"
  sha256sum -- "\${fresh[@]}"
  fresh=()
}
for file in .objects/**; do
  [[ -f $file ]] || continue
  if [[ -n \${known[$file]-} && $file -ef $last/$file ]]; then
    printf '%s\\n' "\${known[$file]}"
  else
    fresh+=("$file")
    [[ \${#fresh[@]} -lt 200 ]] || add_fresh
  fi
done > objects.sha256
add_fresh >> objects.sha256
)
`;

/** Reads every object from its first to its last byte; of a store without any there is nothing to read. */
export const VERIFY = `[[ ! -s objects.sha256 ]] || sha256sum --quiet --check objects.sha256
`;

/**
 * Brings back every object of the backup, and the buckets. Objects that came since stay: nothing tells whether they are
 * unwanted. Users and policies are no part of it.
 */
export const RESTORE = `${VERIFY}${LOGIN}shopt -s globstar dotglob nullglob
objects=0
for folder in .objects/*/; do
  bucket=\${folder#*/}
  mc mb --ignore-existing "store/\${bucket%/}" > /dev/null
  files=0
  for file in "$folder"**; do [[ ! -f $file ]] || files=$((files + 1)); done
  [[ $files -eq 0 ]] || mc cp --quiet --recursive "$folder" "store/$bucket" > /dev/null
  objects=$((objects + files))
done
echo "restored $objects objects"
`;

/** A word for a shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\\\''")}'`;
}
