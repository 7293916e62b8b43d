/** An organisation's signing key: made at the first start and kept, so that tokens outlive a restart. */
import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const signingKeySchema = z.strictObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  d: z.string(),
});

/** A private key for ES256, as a JWK. */
export type SigningKey = z.infer<typeof signingKeySchema>;

/**
 * The key of an organisation, made when there is none yet; folder and file are for their owner alone.
 *
 * @throws {Error} when the file holds something else: a new key would silently refuse every token that is out
 */
export function signingKeyOf(folder: string, organisation: string): SigningKey {
  const file = join(folder, `${organisation}.json`);
  if (!existsSync(file)) makeKey(folder, file);
  const parsed = signingKeySchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.success) throw new Error(`${file} holds no signing key of this issuer`);
  return parsed.data;
}

function makeKey(folder: string, file: string): void {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // Whoever is killed in between leaves no half of a key under the name that counts.
  const unfinished = `${file}.unfinished`;
  writeFileSync(unfinished, JSON.stringify(privateKey.export({ format: 'jwk' })), { mode: 0o600 });
  renameSync(unfinished, file);
}
