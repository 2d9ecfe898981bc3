import { readFileSync } from 'node:fs';

/** A service of the measured systems. */
export interface MeasuredService {
  readonly name: string;
  /** What cdk8s-plus selects its pods by: a hash of the path of the Deployment ends it. */
  readonly address: string;
}

/** Makes a system of services below a directory, as one program does it. */
export type MakeSystem = (services: readonly MeasuredService[], directory: string) => void;

/** The whole of a measured process: `node PROGRAM SERVICES.json DIRECTORY` prints its peak memory, in KiB. */
export function runProgram(make: MakeSystem): void {
  const [services, directory] = process.argv.slice(2);
  make(JSON.parse(readFileSync(services, 'utf8')) as MeasuredService[], directory);
  process.stdout.write(`${process.resourceUsage().maxRSS}\n`);
}
