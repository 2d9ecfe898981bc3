import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { reportError, reportWarning } from '../core/diagnostic-registry';
import { jobLogs } from '../core/job-logs';
import { formatBytes } from '../core/quantity';
import { secondsOf } from '../core/seconds';
import type { ICredentialSource } from '../contracts/credential-source';
import type { INetworkPeer } from '../contracts/network-peer';
import { type AlertRule, AlertSeverity } from '../observability/alert-rule';
import { PersistentClaim } from '../storage/persistent-claim';
import { Volume } from '../storage/volume';
import { Controller } from '../workload/controller';
import { Identity } from '../workload/identity';
import type { Image } from '../workload/image';
import type { ImagePullPolicy } from '../workload/image-pull-policy';
import type { User } from '../workload/user';
import { Workload } from '../workload/workload';
import {
  BACKUP_RESOURCES,
  type BackupNeeds,
  claimBytes,
  copiesOf,
  deadlineMinutes,
  DEFAULT_KEEP,
  expectedBytes,
  leastClaimBytes,
} from './backup-needs';
import { BACKUP_FOLDER, backupScript, restoreScript } from './backup-script';
import type { BackupSettings } from './backup-settings';
import {
  type BackupTimes,
  checkBackupTimes,
  defaultSchedule,
  minutesBetweenRuns,
  staleAfterHours,
} from './backup-times';
import type { DataStore } from './data-store';
import { selector } from './promql';
import { bytesOf } from './store-resources';

/** How a kind of store is backed up. */
export interface BackupParts {
  /** An image with the client programs, and the shell that they run in. */
  readonly image: Image;
  readonly shell: string;
  readonly user: User;
  readonly imagePullPolicy?: ImagePullPolicy;
  /** What the scripts are told. */
  readonly variables: Readonly<Record<string, string>>;
  /** The folders that scripts read credentials in. */
  readonly credentialFiles: Readonly<Record<string, ICredentialSource>>;
  /** Whom the scripts talk to; the service ports of the store where there is no other. */
  readonly peer?: INetworkPeer;
  /** Commands that write files into the current folder. */
  readonly dump: string;
  /** Commands that fail where these files are no backup. */
  readonly verify: string;
  /** Commands that bring back what the files in the current folder hold. */
  readonly restore: string;
  /** What backups of this kind of store take. */
  readonly needs: BackupNeeds;
  readonly settings: BackupSettings;
}

/** The backups of a store: a claim, a CronJob that makes them, and one that never runs by itself and restores. */
export class Backup extends Construct {
  /** The CronJob that makes backups. */
  readonly backup: Workload;
  /** The suspended CronJob that restores: `kubectl create job --from=cronjob/… …` starts it. */
  readonly restore: Workload;
  private readonly staleAfterHours: number;
  private readonly keep: number;
  private readonly deadlineMinutes: number;

  constructor(
    private readonly store: DataStore,
    private readonly parts: BackupParts,
  ) {
    super(store, 'backups');
    const { settings } = parts;
    const schedule = settings.schedule ?? defaultSchedule(settings);
    this.keep = isCount(settings.keep) ? settings.keep : DEFAULT_KEEP;
    const longest = settings.deadlineMinutes ?? deadlineMinutes(parts.needs, settings.resources ?? BACKUP_RESOURCES);
    this.deadlineMinutes = settings.deadlineMinutes ?? Math.min(longest, minutesBetweenRuns(schedule));
    const late = Duration.hours(1);
    const times: BackupTimes = {
      schedule,
      timeZone: settings.timeZone ?? 'Etc/UTC',
      startingDeadlineSeconds: secondsOf(late),
      deadlineSeconds: this.deadlineMinutes * 60,
      keep: this.keep,
    };
    this.staleAfterHours = staleAfterHours(times, settings.staleAfterHours);
    this.check();
    this.checkSize();
    checkBackupTimes(store, times, settings);
    const volume = this.volume();
    this.backup = this.task('backup', volume, {
      script: backupScript(parts.dump, parts.verify),
      variables: { BACKUP_DEADLINE: String(this.deadlineMinutes * 60), BACKUP_KEEP: String(this.keep) },
      controller: Controller.cronJob(schedule, {
        deadline: Duration.minutes(this.deadlineMinutes),
        retries: 2,
        timeZone: settings.timeZone,
        suspended: settings.suspended,
        startingDeadline: late,
      }),
    });
    this.restore = this.task('restore', volume, {
      script: restoreScript(parts.restore),
      variables: {},
      // A date that never comes: even one who resumes it by mistake restores nothing.
      controller: Controller.cronJob('0 0 31 2 *', {
        deadline: Duration.minutes(longest),
        retries: 0,
        suspended: true,
        startingDeadline: late,
      }),
    });
  }

  /** What somebody has to know about backups, beside what alerts say about any task. */
  alerts(namespace: string): AlertRule[] {
    const { name } = this.backup;
    const tasks = selector({ namespace, cronjob: name });
    const since = `kube_cronjob_status_last_successful_time${tasks} or kube_cronjob_created${tasks}`;
    return [
      {
        name: 'BackupTooOld',
        expression: `time()\n- max by (namespace, cronjob) (${since})\n> ${this.staleAfterHours * 3600}`,
        severity: AlertSeverity.CRITICAL,
        summary: `${this.store.name} has had no backup for {{ $value | humanizeDuration }}`,
        description:
          `What is lost now is lost since then. Find out why ${name} does not succeed, then make one by hand: ` +
          `kubectl -n {{ $labels.namespace }} create job --from=cronjob/${name} ${name}-by-hand`,
        runbook: RUNBOOK,
      },
    ];
  }

  private volume(): Volume {
    const { settings, needs } = this.parts;
    if (settings.existingClaim !== undefined) {
      return Volume.persistentVolumeClaim('backups', settings.existingClaim);
    }
    return new PersistentClaim(this, 'claim', {
      name: `${this.store.name}-backups`,
      size: settings.size ?? formatBytes(claimBytes(needs, this.keep)),
      storageClass: settings.storageClass,
    }).volume('backups');
  }

  private task(
    what: string,
    volume: Volume,
    task: { script: string; variables: Record<string, string>; controller: Controller },
  ): Workload {
    const { image, shell, user, imagePullPolicy, variables, credentialFiles, settings } = this.parts;
    return new Workload(this, what, {
      identity: Identity.of({ name: `${this.store.name}-${what}`, container: what }),
      controller: task.controller,
      image,
      user,
      command: [shell, '-c', task.script],
      variables: { BACKUP_FOLDER, ...variables, ...task.variables },
      credentialFiles: { ...credentialFiles },
      volumes: { [BACKUP_FOLDER]: volume },
      settings: { resources: settings.resources ?? BACKUP_RESOURCES, imagePullPolicy },
    }).connectTo(this.parts.peer ?? this.store);
  }

  private check(): void {
    const { keep, staleAfterHours: stale, deadlineMinutes: deadline } = this.parts.settings;
    for (const [property, value] of Object.entries({ keep, staleAfterHours: stale, deadlineMinutes: deadline })) {
      if (value !== undefined && !isCount(value)) {
        reportError(this.store, {
          property: `settings.backup.${property}`,
          value: String(value),
          rule: `it is a whole number from 1 to ${MOST}`,
          fix: 'correct the number, or leave it out',
        });
      }
    }
  }

  /** A claim that fills makes no backups any more, and cannot shrink where it was too large. */
  private checkSize(): void {
    const { needs, settings } = this.parts;
    const given = bytesOf(settings.size);
    if (settings.existingClaim !== undefined || given === undefined) {
      return;
    }
    const copies = copiesOf(this.keep);
    const least = leastClaimBytes(this.keep);
    const expected = expectedBytes(needs, this.keep);
    const enough = formatBytes(claimBytes(needs, this.keep));
    const value = `${JSON.stringify(settings.size)}, for ${copies} backups of up to ${needs.data} of data`;
    if (given < least) {
      reportError(this.store, {
        property: 'settings.backup.size',
        value,
        rule: `even the backups of an empty store take 1Mi each, ${formatBytes(least)} together`,
        fix: `give ${enough}, lower keep, or leave size out: then it follows from keep and the data`,
      });
    } else if (given < expected) {
      reportWarning(this.store, {
        property: 'settings.backup.size',
        value,
        rule: `they are expected to take ${formatBytes(expected)}, and no backup is made once the claim is full`,
        fix: `give ${enough} or lower keep; or acknowledge that the data is smaller or compresses better`,
        id: 'small-backup-claim',
      });
    }
  }
}

const RUNBOOK = {
  meaning:
    'No backup of a store has succeeded for longer than it should. Were the store lost now, all that was written since the last one would be lost with it.',
  checks: [
    'Whether backups run: `kubectl -n NAMESPACE get cronjob,jobs`. A suspended schedule makes none.',
    `Why the last one failed: \`${jobLogs('NAMESPACE', 'JOB')}\`. A run that was cut off at its deadline has no log left; \`kubectl -n NAMESPACE describe job JOB\` says so: \`DeadlineExceeded\`.`,
    'Whether the claim for backups is full or not bound: `kubectl -n NAMESPACE get pvc`.',
  ],
  remedies: [
    'Mend the cause, and make one at once: `kubectl -n NAMESPACE create job --from=cronjob/NAME NAME-by-hand`.',
    'The claim is full: keep fewer backups, or raise their size in the settings and deploy, which expands the claim where its StorageClass can. A claim never shrinks. The next run removes what is too many before it writes; in haste remove the oldest folders by hand, and never the newest one.',
    'It takes longer than its deadline: raise `deadlineMinutes`, or the CPU in `resources` of the backup.',
  ],
};

const MOST = 10_000;

function isCount(value: number | undefined): value is number {
  return value !== undefined && Number.isInteger(value) && value >= 1 && value <= MOST;
}
