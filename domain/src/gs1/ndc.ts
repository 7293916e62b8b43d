/** National Drug Code of the United States: 10 digits on packs, 11 on claims; the hyphens say which part is short. */
import { checkDigit } from './check-digit';
import type { Gtin } from './gtin';

const TEN = [/^(\d{4})-(\d{4})-(\d{2})$/, /^(\d{5})-(\d{3})-(\d{2})$/, /^(\d{5})-(\d{4})-(\d{1})$/];
const ELEVEN = /^(\d{5})-(\d{4})-(\d{2})$/;

/** Whether a text is an NDC with its hyphens: 4-4-2, 5-3-2 or 5-4-1 (10 digits), or 5-4-2 (11 digits). */
export function hasNdcForm(text: string): boolean {
  return ELEVEN.test(text) || TEN.some((form) => form.test(text));
}

/** The form of 11 digits, 5-4-2, with the short part filled by a leading zero; undefined when it is no NDC. */
export function ndc11(ndc: string): string | undefined {
  const [, labeler, product, pack] = ELEVEN.exec(ndc) ?? firstMatch(ndc) ?? [];
  if (labeler === undefined || product === undefined || pack === undefined) return undefined;
  return `${labeler.padStart(5, '0')}-${product.padStart(4, '0')}-${pack.padStart(2, '0')}`;
}

/**
 * The GTIN-14 of a pack with an NDC of 10 digits: GS1 US gives every NDC the prefix 03. An NDC of 11 digits does not
 * tell which zero was filled in, so it has no GTIN: undefined.
 */
export function gtinOfNdc(ndc: string): Gtin | undefined {
  if (firstMatch(ndc) === undefined) return undefined;
  const digits = `003${ndc.replaceAll('-', '')}`;
  return `${digits}${checkDigit(digits)}` as Gtin;
}

function firstMatch(ndc: string): RegExpExecArray | undefined {
  for (const form of TEN) {
    const found = form.exec(ndc);
    if (found !== null) return found;
  }
  return undefined;
}
