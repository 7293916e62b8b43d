/** Starts the network's processes, starts again what dies, says it, and ends all of them and only them. */
import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync } from 'node:fs';
import { endProcess, signal, type Ending } from './end-process';
import { logFileOf, openLog, rotateLog } from './log-file';
import { PortsTakenError, takenPorts } from './port-owner';
import { startOfProcess } from './process-identity';
import type { ProcessSpec } from './process-spec';
import { nextDelayMs } from './restart-delay';
import type { RunFile, RunFolder } from './run-file';
import { stopOrder } from './stop-order';

const ROTATE_EVERY_MS = 5_000;

/** Of the own environment, what every process gets. */
const PASSED_ON = ['PATH', 'HOME', 'NODE_COMPILE_CACHE'];

/** What happens to processes, for whoever watches. */
export type ProcessReport = (event: string) => void;

interface Supervised {
  readonly spec: ProcessSpec;
  child: ChildProcess | undefined;
  run: RunFile | undefined;
  restarts: number;
  /** Pending restart after a death. */
  restart: NodeJS.Timeout | undefined;
  stopping: boolean;
}

/** Where a supervisor keeps notes and logs, and whom it tells. */
export interface SupervisorOptions {
  readonly runs: RunFolder;
  readonly logs: string;
  readonly report: ProcessReport;
}

/** Owns the processes of one network while it lives; when it is killed they go on, and a later start finds them. */
export class Supervisor {
  private readonly processes = new Map<string, Supervised>();
  private readonly rotation: NodeJS.Timeout;
  private isOver = false;

  constructor(private readonly options: SupervisorOptions) {
    this.rotation = setInterval(() => {
      this.rotateLogs();
    }, ROTATE_EVERY_MS);
    this.rotation.unref();
  }

  /**
   * Starts processes side by side; those that run already are left alone.
   * @throws {PortsTakenError} naming each taken port with its owner; then none is started.
   */
  async start(specs: readonly ProcessSpec[]): Promise<void> {
    const fresh = specs.filter((spec) => !this.processes.has(spec.name));
    const taken = await takenPorts(fresh);
    if (taken.length > 0) throw new PortsTakenError(taken);
    // Stopped while the ports were looked at: who gave a start up must not find processes of it afterwards.
    if (this.isOver) throw new Error('the supervisor has stopped');
    for (const spec of fresh) {
      const entry = { spec, child: undefined, run: undefined, restarts: 0, restart: undefined, stopping: false };
      this.processes.set(spec.name, entry);
      this.launch(entry);
    }
  }

  /** Whether a process of this name is supervised. */
  has(name: string): boolean {
    return this.processes.has(name);
  }

  /** Signals one process, as a test of recovery does; its death is treated like any other. */
  signal(name: string, signalName: NodeJS.Signals): boolean {
    const run = this.processes.get(name)?.run;
    return run !== undefined && signal(run, signalName);
  }

  /** Ends all processes in good order; nothing can be started any more. */
  async stop(): Promise<void> {
    this.isOver = true;
    const names = [...this.processes.keys()];
    for (const name of names) this.cancel(name);
    for (const group of stopOrder(names.map((name) => ({ name })))) {
      await Promise.all(group.map(({ name }) => this.stopOne(name)));
    }
    clearInterval(this.rotation);
  }

  private cancel(name: string): void {
    const entry = this.processes.get(name);
    if (entry === undefined) return;
    entry.stopping = true;
    clearTimeout(entry.restart);
  }

  private async stopOne(name: string): Promise<Ending> {
    const run = this.processes.get(name)?.run;
    const ending = run === undefined ? 'was not running' : await endProcess(run);
    this.processes.delete(name);
    this.options.runs.remove(name);
    if (ending === 'killed') this.options.report(`${name} did not end when asked and was killed`);
    return ending;
  }

  private launch(entry: Supervised): void {
    const { spec } = entry;
    const log = openLog(this.options.logs, spec.name);
    const began = Date.now();
    const child = withOwnerOnlyFiles(() =>
      spawn(spec.command, [...spec.args], {
        cwd: spec.cwd,
        env: { ...passedOn(), ...spec.env },
        stdio: ['ignore', log, log],
        // A session of its own: Ctrl-C in the terminal reaches the supervisor alone, which stops all in order.
        detached: true,
        ...(spec.user === undefined ? {} : { uid: spec.user.uid, gid: spec.user.gid }),
      }),
    );
    closeSync(log);
    entry.child = child;
    let over = false;
    const onEnd = (how: string): void => {
      if (over) return;
      over = true;
      this.onEnd(entry, how, Date.now() - began);
    };
    child.once('error', (error) => {
      onEnd(error.message);
    });
    child.once('exit', (code, signalName) => {
      onEnd(signalName ?? `exit code ${code ?? 'unknown'}`);
    });
    this.note(entry, child);
  }

  private note(entry: Supervised, child: ChildProcess): void {
    const start = child.pid === undefined ? undefined : startOfProcess(child.pid);
    if (child.pid === undefined || start === undefined) return;
    entry.run = {
      name: entry.spec.name,
      pid: child.pid,
      start,
      startedAt: new Date().toISOString(),
      ports: [...entry.spec.ports],
      restarts: entry.restarts,
      stopSignal: entry.spec.stopSignal ?? 'SIGTERM',
    };
    this.options.runs.write(entry.run);
  }

  private onEnd(entry: Supervised, how: string, livedMs: number): void {
    entry.run = undefined;
    this.options.runs.remove(entry.spec.name);
    if (entry.stopping) return;
    const delay = nextDelayMs(entry.restarts, livedMs);
    entry.restarts = delay.restarts;
    this.options.report(
      `${entry.spec.name} ended (${how}); starting it again in ${delay.ms / 1000} s, log ${logFileOf(this.options.logs, entry.spec.name)}`,
    );
    entry.restart = setTimeout(() => {
      this.launch(entry);
    }, delay.ms);
  }

  private rotateLogs(): void {
    for (const name of this.processes.keys()) rotateLog(logFileOf(this.options.logs, name));
  }
}

/** What a process writes (keys, ledgers, logs) is for its owner only: a child begins with its parent's umask. */
function withOwnerOnlyFiles<T>(spawnChild: () => T): T {
  const before = process.umask(0o077);
  try {
    return spawnChild();
  } finally {
    process.umask(before);
  }
}

function passedOn(): Record<string, string> {
  return Object.fromEntries(
    PASSED_ON.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
}
