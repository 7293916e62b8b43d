/** Archives whose bytes depend on their content alone, so that every member makes the same package of the same code. */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { extract, pack } from 'tar-stream';

/** A file of an archive; names use forward slashes. */
export interface ArchivedFile {
  readonly name: string;
  readonly content: Buffer;
}

/** The byte of gzip's header that names the operating system (RFC 1952): 255 is "unknown", the same on every one. */
const GZIP_SYSTEM_BYTE = 9;

/** A .tar.gz of the files, sorted, with no time, owner or machine in it. */
export async function archiveOf(files: readonly ArchivedFile[]): Promise<Buffer> {
  const tar = pack();
  for (const { name, content } of [...files].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    tar.entry({ name, mode: 0o644, mtime: new Date(0), uid: 0, gid: 0 }, content);
  }
  tar.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of tar) chunks.push(chunk as Buffer);
  const archive = gzipSync(Buffer.concat(chunks), { level: 9 });
  archive[GZIP_SYSTEM_BYTE] = 255;
  return archive;
}

/** The files of an archive, in its order. */
export async function filesOf(archive: Buffer): Promise<ArchivedFile[]> {
  const files: ArchivedFile[] = [];
  const tar = extract();
  tar.end(gunzipSync(archive));
  for await (const entry of tar) {
    const chunks: Buffer[] = [];
    for await (const chunk of entry) chunks.push(chunk as Buffer);
    if (entry.header.type === 'file') files.push({ name: entry.header.name, content: Buffer.concat(chunks) });
  }
  return files;
}

/**
 * Writes an archive's files under a folder.
 * @throws {Error} when a name would leave the folder.
 */
export async function unpackInto(archive: Buffer, folder: string): Promise<void> {
  for (const { name, content } of await filesOf(archive)) {
    if (normalize(name).startsWith('..') || name.startsWith('/'))
      throw new Error(`archive holds a foreign path: ${name}`);
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, content, { mode: 0o600 });
  }
}

/** SHA-256 in hexadecimal. */
export function sha256Hex(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
