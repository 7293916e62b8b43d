/** The one-time code that a provider hands to a patient who is present. */
import { createHmac, randomInt, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/** Digits and letters without look-alikes (0 and O, 1, I and L, U and V), so that it can be read out and written down. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 49 bits: with five wrong ones in ten minutes nobody guesses one in its life. */
const LENGTH = 10;
const FORM = new RegExp(`^[${ALPHABET}]{${LENGTH}}$`);

/** How long a code can be used; milliseconds. */
export const CODE_LIFE_MS = 15 * 60_000;

/** A code as somebody writes it: small letters, hyphens and spaces do not matter. */
export const linkCodeSchema = z
  .string()
  .max(40, 'must be a code as it was handed out')
  .transform((text) => text.toUpperCase().replaceAll(/[\s-]/g, ''))
  .refine((text) => FORM.test(text), 'must be a code as it was handed out');

/** Draws a code. */
export function drawLinkCode(): string {
  return Array.from({ length: LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');
}

/** The code in two halves, for people. */
export function writtenCode(code: string): string {
  return `${code.slice(0, LENGTH / 2)}-${code.slice(LENGTH / 2)}`;
}

/** What is kept of a code: salted, and keyed, so that the database alone tells nobody a code by trying them all. */
export function digestOfCode(secret: Uint8Array, salt: Uint8Array, code: string): Buffer {
  return createHmac('sha256', secret).update(salt).update(code).digest();
}

/** Whether a digest is the code's. */
export function isDigestOf(digest: Uint8Array, secret: Uint8Array, salt: Uint8Array, code: string): boolean {
  return timingSafeEqual(digest, digestOfCode(secret, salt, code));
}
