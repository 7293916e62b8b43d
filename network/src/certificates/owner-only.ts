/** Writes what only the owner may read: keys, secrets, and all that lies beside them. */
import { chmodSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;

/** Makes a folder, and the missing ones above it, for the owner alone. */
export function ownerOnlyFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: FOLDER_MODE });
  chmodSync(folder, FOLDER_MODE);
}

/** Writes a file for the owner alone; a reader, or a crash, meets the old text or the new, never a part. */
export function writeOwnerOnly(file: string, text: string): void {
  ownerOnlyFolder(dirname(file));
  const unfinished = `${file}.unfinished`;
  writeFileSync(unfinished, text, { mode: FILE_MODE });
  renameSync(unfinished, file);
}
