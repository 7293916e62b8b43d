/** What a supervised process is, before it runs: command, environment, and the ports that it will take. */

/** A process of the network; everything that differs between two starts of it lies in its folders, not here. */
export interface ProcessSpec {
  /** Such as `peer-pharmacy`; names its log, its data folder and its row in the status. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** The whole environment besides PATH, HOME and where Node keeps compiled code. */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** Loopback ports that it listens on: checked before the start, so that a taken one is named with its owner. */
  readonly ports: readonly number[];
  /** Unprivileged user and group to run as, for a program that refuses to run as root. */
  readonly user?: { readonly uid: number; readonly gid: number };
  /** What asks it to end in good order; PostgreSQL wants SIGINT, everybody else SIGTERM. */
  readonly stopSignal?: 'SIGTERM' | 'SIGINT';
}
