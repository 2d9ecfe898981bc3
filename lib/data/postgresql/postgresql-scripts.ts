/** Where the bundle with `username` and `password` is mounted. */
export const CREDENTIALS_FOLDER = '/run/secrets/database';

/** User and password as libpq reads them. Of an assignment alone a shell notices that the file is not there. */
const LOGIN = `PGUSER=$(cat "$CREDENTIALS_FOLDER/username")
PGPASSWORD=$(cat "$CREDENTIALS_FOLDER/password")
export PGUSER PGPASSWORD
`;

/** One database as a compressed archive, and the roles that own what is in it, without their passwords. */
export const DUMP = `${LOGIN}pg_dump --format=custom --file=database.dump
pg_dumpall --database="$PGDATABASE" --roles-only --no-role-passwords --file=roles.sql
`;

/** Reads the archive from its first to its last byte. */
export const VERIFY = 'pg_restore --file=/dev/null database.dump\n';

/**
 * Restores beside the database that is there, and exchanges the two when all is well: what fails before changes
 * nothing, and what was there stays under another name until somebody drops it.
 */
export const RESTORE = `${LOGIN}target=$PGDATABASE
fresh=\${target}_restored
old=\${target}_before_$(date -u +%Y%m%dt%H%M%Sz)
export PGDATABASE=template1 PGOPTIONS='--client-min-messages=warning'
ask() { psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --set=target="$target" --set=fresh="$fresh" --set=old="$old"; }
# A role that is there already is no failure; one that is missing fails below.
psql --no-psqlrc --quiet --file=roles.sql >/dev/null 2>&1 || true
dropdb --if-exists --force "$fresh"
createdb --template=template0 "$fresh"
pg_restore --exit-on-error --dbname="$fresh" database.dump
vacuumdb --quiet --analyze-only --dbname="$fresh"
ask <<'SQL'
SELECT format('ALTER DATABASE %I WITH ALLOW_CONNECTIONS false', :'target')
WHERE EXISTS (SELECT FROM pg_database WHERE datname = :'target') \\gexec
SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname IN (:'target', :'fresh') \\g /dev/null
SQL
if ! ask <<'SQL'
BEGIN;
SELECT format('ALTER DATABASE %I RENAME TO %I', :'target', :'old')
WHERE EXISTS (SELECT FROM pg_database WHERE datname = :'target') \\gexec
ALTER DATABASE :"fresh" RENAME TO :"target";
COMMIT;
SQL
then
  ask <<'SQL'
SELECT format('ALTER DATABASE %I WITH ALLOW_CONNECTIONS true', :'target')
WHERE EXISTS (SELECT FROM pg_database WHERE datname = :'target') \\gexec
SQL
  exit 1
fi
echo "what was there before, if anything, is the database $old"
`;
