/** Stands where a supervisor would: notes how each process is run, and leaves it to Docker to start it. */
import { writeFileSync } from 'node:fs';
import { writeOwnerOnly } from '../certificates/owner-only';
import type { ProcessStarter } from '../cli/start-steps';
import type { StateLayout } from '../native/state-layout';
import type { ProcessSpec } from '../processes/process-spec';
import { processFile } from './container-files';

/** Opens for the containers that wait for the set-up to come so far. */
export class ContainerGate implements ProcessStarter {
  /**
   * @param awaited - processes at whose start the gate opens.
   * @param openFile - is there once it is open.
   */
  constructor(
    private readonly layout: StateLayout,
    private readonly awaited: readonly string[],
    private readonly openFile: string,
  ) {}

  /** Notes the processes; a container of ours reads its note when it starts, and again whenever it changes. */
  start(specs: readonly ProcessSpec[]): Promise<void> {
    for (const { name, args, env, cwd } of specs) {
      // For the owner only: a gateway's environment holds its database's password.
      writeOwnerOnly(processFile(this.layout, name), JSON.stringify({ args, env, cwd }));
    }
    const started = new Set(specs.map(({ name }) => name));
    if (this.awaited.every((name) => started.has(name))) writeFileSync(this.openFile, '');
    return Promise.resolve();
  }
}
