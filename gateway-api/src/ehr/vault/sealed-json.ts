/** JSON under a key of the vault. */
import { canonicalJson } from '@theriac/domain/ledger';
import { seal, type SealPlace, unseal } from './keys/seal';

/** Seals a value as canonical JSON. */
export function sealJson(key: Uint8Array, place: SealPlace, value: unknown): Uint8Array {
  return seal(key, place, Buffer.from(canonicalJson(value), 'utf8'));
}

/**
 * Opens what {@link sealJson} made. What opens is what was sealed for this place, of the type that was: it needs no schema.
 *
 * @throws SealBroken when it does not open here
 */
export function openJson(key: Uint8Array, place: SealPlace, sealed: Uint8Array): unknown {
  return JSON.parse(Buffer.from(unseal(key, place, sealed)).toString('utf8')) as unknown;
}
