import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { reportError } from '../core/diagnostic-registry';
import { jobLogs } from '../core/job-logs';
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
import { BACKUP_FOLDER, backupScript, restoreScript } from './backup-script';
import type { BackupSettings } from './backup-settings';
import { type BackupTimes, checkBackupTimes, defaultSchedule, staleAfterHours } from './backup-times';
import type { DataStore } from './data-store';
import { selector } from './promql';

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
  /** The size of the data. */
  readonly size: string;
  readonly settings: BackupSettings;
}

/** The backups of a store: a claim, a CronJob that makes them, and one that never runs by itself and restores. */
export class Backup extends Construct {
  /** The CronJob that makes backups. */
  readonly backup: Workload;
  /** The suspended CronJob that restores: `kubectl create job --from=cronjob/… …` starts it. */
  readonly restore: Workload;
  private readonly staleAfterHours: number;

  constructor(
    private readonly store: DataStore,
    private readonly parts: BackupParts,
  ) {
    super(store, 'backups');
    const { settings } = parts;
    const late = Duration.hours(1);
    const times: BackupTimes = {
      schedule: settings.schedule ?? defaultSchedule(settings),
      timeZone: settings.timeZone ?? 'Etc/UTC',
      startingDeadlineSeconds: secondsOf(late),
      deadlineSeconds: secondsOf(this.tries(0).deadline),
      keep: settings.keep ?? DEFAULT_KEEP,
    };
    const { schedule } = times;
    this.staleAfterHours = staleAfterHours(times, settings.staleAfterHours);
    this.check();
    checkBackupTimes(store, times, settings);
    const volume = this.volume();
    this.backup = this.task('backup', volume, {
      script: backupScript(parts.dump, parts.verify),
      variables: { BACKUP_KEEP: String(settings.keep ?? DEFAULT_KEEP) },
      controller: Controller.cronJob(schedule, {
        ...this.tries(2),
        timeZone: settings.timeZone,
        suspended: settings.suspended,
        startingDeadline: late,
      }),
    });
    this.restore = this.task('restore', volume, {
      script: restoreScript(parts.restore),
      variables: {},
      // A date that never comes: even one who resumes it by mistake restores nothing.
      controller: Controller.cronJob('0 0 31 2 *', { ...this.tries(0), suspended: true, startingDeadline: late }),
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

  private tries(retries: number): { deadline: Duration; retries: number } {
    return { deadline: Duration.minutes(this.parts.settings.deadlineMinutes ?? DEFAULT_MINUTES), retries };
  }

  private volume(): Volume {
    const { settings, size } = this.parts;
    if (settings.existingClaim !== undefined) {
      return Volume.persistentVolumeClaim('backups', settings.existingClaim);
    }
    return new PersistentClaim(this, 'claim', {
      name: `${this.store.name}-backups`,
      size: settings.size ?? size,
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
      settings: { resources: settings.resources, imagePullPolicy },
    }).connectTo(this.parts.peer ?? this.store);
  }

  private check(): void {
    const { keep = DEFAULT_KEEP, staleAfterHours: stale, deadlineMinutes = DEFAULT_MINUTES } = this.parts.settings;
    for (const [property, value] of Object.entries({ keep, staleAfterHours: stale, deadlineMinutes })) {
      if (value !== undefined && (!Number.isInteger(value) || value < 1 || value > MOST)) {
        reportError(this.store, {
          property: `settings.backup.${property}`,
          value: String(value),
          rule: `it is a whole number from 1 to ${MOST}`,
          fix: 'correct the number, or leave it out',
        });
      }
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
    'The claim is full: raise the size of backups in the settings and expand the claim, or keep fewer.',
    'It takes longer than its deadline: raise `deadlineMinutes`.',
  ],
};

const DEFAULT_KEEP = 14;
const DEFAULT_MINUTES = 60;
const MOST = 10_000;
