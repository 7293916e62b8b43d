/** The note on disk of a running process: enough to find it again, and to know that it is still the same one. */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const runFileSchema = z.strictObject({
  name: z.string(),
  pid: z.int().min(2),
  /** See `startOfProcess`. */
  start: z.string().min(1),
  startedAt: z.iso.datetime(),
  ports: z.array(z.int()),
  restarts: z.int().min(0),
  stopSignal: z.enum(['SIGTERM', 'SIGINT']),
});

/** A process as noted under `<state>/run`. */
export type RunFile = z.infer<typeof runFileSchema>;

/** The notes of one network. */
export class RunFolder {
  constructor(readonly folder: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }

  /** Written whole or not at all: a reader never sees half a note. */
  write(run: RunFile): void {
    const file = this.fileOf(run.name);
    writeFileSync(`${file}.new`, JSON.stringify(run), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }

  remove(name: string): void {
    rmSync(this.fileOf(name), { force: true });
  }

  read(name: string): RunFile | undefined {
    try {
      return runFileSchema.parse(JSON.parse(readFileSync(this.fileOf(name), 'utf8')));
    } catch {
      // No note, or one cut short by a crash of an older program: nothing may be signalled on its word.
      return undefined;
    }
  }

  all(): RunFile[] {
    return readdirSync(this.folder)
      .filter((file) => file.endsWith('.json'))
      .flatMap((file) => this.read(file.slice(0, -'.json'.length)) ?? []);
  }

  private fileOf(name: string): string {
    return join(this.folder, `${name}.json`);
  }
}
