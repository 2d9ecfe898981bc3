/** The folder of the backups in a pod; a test sets another. */
export const BACKUP_FOLDER = '/backups';

const DIGIT = '[0-9]';

/** A finished backup is a folder named by its time in UTC, so that names sort by age. */
export const FINISHED = `${DIGIT.repeat(8)}T${DIGIT.repeat(6)}Z`;

/**
 * A script for a POSIX shell that makes a backup: in a draft, which gets its name only once it is verified, so that
 * what has a name can be restored. The oldest go last of all. It needs coreutils alone: some images have no more.
 *
 * @param dump commands that write files into the current folder
 * @param verify commands that fail where these files are no backup
 */
export function backupScript(dump: string, verify: string): string {
  return `set -eu
umask 077
cd "$BACKUP_FOLDER"
for old in .draft-*; do
  if [ -d "$old" ] && [ "$(stat -c %Y "$old")" -lt "$(($(date +%s) - 86400))" ]; then rm -rf "$old"; fi
done
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
ls -1d -- ${FINISHED} | sort -r | tail -n +"$((BACKUP_KEEP + 1))" | while read -r old; do
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
