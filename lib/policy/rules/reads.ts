import { type Field, isField, listOf, numberOf, textOf } from '../field';

/** The seconds that a hook before SIGTERM sleeps, as far as it says so. */
export function sleepBeforeStop(container: Field): number {
  const hook = container.lifecycle?.preStop;
  const seconds = numberOf(hook?.sleep?.seconds);
  if (seconds !== undefined) {
    return seconds;
  }
  const command: unknown = hook?.exec?.command;
  const words = Array.isArray(command) ? command.join(' ') : '';
  const slept = /\bsleep (\d+)\b/.exec(words);
  return slept ? Number(slept[1]) : 0;
}

/** Whether two probes ask the same. */
export function asksTheSame(one: Field, other: Field): boolean {
  return ['exec', 'grpc', 'httpGet', 'tcpSocket'].every((action) => {
    const first = one[action];
    const second = other[action];
    return first === undefined || second === undefined ? first === second : isSame(first, second);
  });
}

function isSame(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item, index) => isSame(item, other[index]));
  }
  if (isField(one) && isField(other)) {
    const keys = Object.keys(one);
    return keys.length === Object.keys(other).length && keys.every((key) => isSame(one[key], other[key]));
  }
  return one === other;
}

/** A number or a share of pods; shares are rounded up, as the API server does. */
export function podsIn(amount: unknown, of: number): number | undefined {
  const share = /^(\d+)%$/.exec(textOf(amount) ?? '');
  return share ? Math.ceil((Number(share[1]) * of) / 100) : numberOf(amount);
}

/** The names of the scratch volumes of a pod. */
export function scratchVolumes(spec: Field): readonly Field[] {
  return listOf(spec.volumes).filter(({ emptyDir }) => isField(emptyDir));
}
