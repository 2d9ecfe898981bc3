import { DATABASES } from './redis-configuration';

/**
 * The password in the words of the server and of its exporter, once a pod: a Secret that changes later would let the
 * probes ask with another password than the server was started with. In a file, and not among the arguments or
 * variables of the server, where everybody in the pod could see it.
 */
export const WRITE_LOGIN = `set -eu
umask 077
cd "$LOGIN_FOLDER"
test -s "$CREDENTIALS_FOLDER/password" || { echo "the key password of the credentials is missing or empty" >&2; exit 1; }
printf '%s' "$(cat "$CREDENTIALS_FOLDER/password")" > password
quoted=$(sed 's/[\\\\"]/\\\\&/g' password)
printf 'requirepass "%s"\\n' "$quoted" > login.conf
printf '{"redis://127.0.0.1:6379": "%s"}\\n' "$quoted" > exporter.json
`;

/** Asks the server with its password, and takes any other answer than PONG for a failure: it still loads, for example. */
export const IS_READY = 'REDISCLI_AUTH="$(cat "$LOGIN_FOLDER/password")" redis-cli -e ping | grep -q PONG';

/** A server that still loads its data, or that wants a password, is alive, and must not be killed for it. */
export const IS_ALIVE = 'redis-cli ping | grep -Eq "PONG|NOAUTH|LOADING"';

/** The running server, asked with the password. Of an assignment alone a shell notices that the file is not there. */
const RUNNING = `password=$(cat "$CREDENTIALS_FOLDER/password")
running() { REDISCLI_AUTH=$password redis-cli -e -h "$REDIS_HOST" -p "$REDIS_PORT" "$@"; }
`;

/** A snapshot of all databases, as the server sends it to a replica. */
export const DUMP = `${RUNNING}running --rdb dump.rdb
`;

/** Reads the snapshot from its first to its last byte. */
export const VERIFY = 'redis-check-rdb dump.rdb\n';

/** Sends every key of the server that runs it, with its time to live, to another, and says how many there were. */
const SEND = `local sent = 0
for database = 0, ${DATABASES - 1} do
  redis.call("SELECT", database)
  local cursor = "0"
  repeat
    local page = redis.call("SCAN", cursor, "COUNT", 100)
    cursor = page[1]
    if #page[2] > 0 then
      redis.call("MIGRATE", ARGV[1], ARGV[2], "", database, 60000, "COPY", "REPLACE", "AUTH", ARGV[3], "KEYS", unpack(page[2]))
      sent = sent + #page[2]
    end
  until cursor == "0"
end
return sent`;

/**
 * Lets a server of its own, which nobody else reaches, read the snapshot; only when it has, the running one is emptied
 * and gets every key from it. Clients stay connected. What was written since the backup is gone.
 */
export const RESTORE = `${RUNNING}socket=$(mktemp -d)/redis.sock
redis-server --port 0 --unixsocket "$socket" --dir "$PWD" --dbfilename dump.rdb --save '' --appendonly no &
server=$!
trap 'kill "$server" 2>/dev/null || true' EXIT
until redis-cli -s "$socket" ping 2>/dev/null | grep -q PONG; do
  kill -0 "$server"
  sleep 0.2
done
running flushall
sent=$(printf '%s' "$password" | redis-cli -e -s "$socket" -x eval '${SEND}' 0 "$REDIS_HOST" "$REDIS_PORT")
redis-cli -s "$socket" shutdown nosave || true
echo "restored $sent keys"
`;
