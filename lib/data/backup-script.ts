/** The folder of the backups in a pod; a test sets another. */
export const BACKUP_FOLDER = '/backups';

/** A finished backup is a folder named by its time in UTC, so that names sort by age. */
const FINISHED = '^[0-9]{8}T[0-9]{6}Z$';

/**
 * A script for a POSIX shell that makes a backup: in a draft, which gets its name only once it is verified, so that
 * what has a name can be restored. The oldest go last of all.
 *
 * @param dump commands that write files into the current folder
 * @param verify commands that fail where these files are no backup
 */
export function backupScript(dump: string, verify: string): string {
  return `set -eu
umask 077
cd "$BACKUP_FOLDER"
find . -maxdepth 1 -name '.draft-*' -mmin +1440 -exec rm -rf {} +
stamp=$(date -u +%Y%m%dT%H%M%SZ)
draft=.draft-$stamp
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
ls -1 | grep -E '${FINISHED}' | sort -r | tail -n +"$((BACKUP_KEEP + 1))" | while read -r old; do
  rm -rf "$old"
  echo "removed backup $old"
done
`;
}

/**
 * A script for a POSIX shell that restores a backup: the one that BACKUP names, else the newest. Files that are not
 * what was written are refused before anything is touched.
 *
 * @param restore commands that read the files in the current folder
 */
export function restoreScript(restore: string): string {
  return `set -eu
cd "$BACKUP_FOLDER"
backup=\${BACKUP:-$(ls -1 | grep -E '${FINISHED}' | sort | tail -n 1)}
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
