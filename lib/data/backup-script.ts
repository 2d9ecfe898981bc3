/** The folder of the backups in a pod; a test sets another. */
export const BACKUP_FOLDER = '/backups';

const DIGIT = '[0-9]';

/** A finished backup is a folder named by its time in UTC, so that names sort by age. */
export const FINISHED = `${DIGIT.repeat(8)}T${DIGIT.repeat(6)}Z`;

/**
 * A script for a POSIX shell that makes a backup: in a draft, which gets its name only once it is verified, so that
 * what has a name can be restored. It needs coreutils alone: some images have no more.
 *
 * Room is made before anything is written: drafts that no run works on go, and the oldest backups go until one less
 * than is kept is left, but never the last one. A draft is dead if it is of the same Job, whose pods run one after the
 * other, or older than the deadline by which Kubernetes ends every run. So a Job that was made by hand and runs at the
 * same time keeps its draft.
 *
 * @param dump commands that write files into the current folder
 * @param verify commands that fail where these files are no backup
 */
export function backupScript(dump: string, verify: string): string {
  return `set -eu
umask 077
cd "$BACKUP_FOLDER"
keep_newest() {
  ls -1d -- ${FINISHED} 2>/dev/null | sort -r | tail -n +"$(($1 + 1))" | while read -r old; do
    rm -rf "$old"
    echo "removed backup $old"
  done
}
pod=$(uname -n)
job=\${pod%-*}
stamp=$(date -u +%Y%m%dT%H%M%SZ)
draft=.draft-$stamp-$job
oldest=$(($(date +%s) - $BACKUP_DEADLINE - ${DEADLINE_MARGIN}))
for old in .draft-*; do
  [ -d "$old" ] || continue
  if [ "\${old#.draft-????????T??????Z-}" = "$job" ] || [ "$(stat -c %Y "$old")" -lt "$oldest" ]; then
    rm -rf "$old"
    echo "removed the draft of a failed run $old"
  fi
done
keep_newest "$(($BACKUP_KEEP > 1 ? $BACKUP_KEEP - 1 : 1))"
trap 'rm -rf "$BACKUP_FOLDER/$draft"' EXIT
mkdir "$draft"
cd "$draft"
${dump.trim()}
${verify.trim()}
sha256sum -- * > SHA256SUMS
cd ..
sync
test ! -e "$stamp"
mv "$draft" "$stamp"
echo "made backup $stamp"
keep_newest "$BACKUP_KEEP"
`;
}

/** The seconds that a pod may take to end after its deadline, with a margin for the clock of a file server. */
const DEADLINE_MARGIN = 600;

/**
 * A script for a POSIX shell that restores a backup: the one that BACKUP names, else the newest. Files that are not
 * what was written are refused before anything is touched.
 *
 * @param restore commands that read the files in the current folder
 */
export function restoreScript(restore: string): string {
  return `set -eu
cd "$BACKUP_FOLDER"
backup=\${BACKUP:-$(ls -1d -- ${FINISHED} 2>/dev/null | sort | tail -n 1)}
if [ -z "$backup" ] || [ ! -d "$backup" ]; then
  echo "no such backup: '$backup'; there are:" >&2
  ls -1 >&2
  exit 1
fi
cd "$backup"
sha256sum -c SHA256SUMS
${restore.trim()}
echo "restored backup $backup"
`;
}
