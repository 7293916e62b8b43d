/** What stands in blocks and on every peer in place of private keys and values. */
import { createHash } from 'node:crypto';
import type { RuleBook } from '../rules';

/** The SHA-256 of a private value. */
export function valueHash(value: Uint8Array, rules: RuleBook): Uint8Array {
  return rules.applies('private-values-stay-off-the-block') ? createHash('sha256').update(value).digest() : value;
}

/** The SHA-256 of a private key, as hex: under it the hashed state has it. */
export function keyHash(key: string, rules: RuleBook): string {
  return Buffer.from(valueHash(Buffer.from(key), rules)).toString('hex');
}
