/** National numbers of medicines: what a country's register calls a pack, beside its GTIN; AI (710) to (717). */
import { z } from 'zod';
import { hasCheckDigit } from './check-digit';
import { hasNdcForm } from './ndc';

/** A register of national numbers. */
export interface NationalRegister {
  readonly identifier: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** Whether a number has the register's form and check digit. */
  readonly accepts: (number: string) => boolean;
  readonly rule: string;
}

/** The registers that GS1 gives an Application Identifier of its own. */
export const NATIONAL_REGISTERS = {
  PZN: register('710', 'DE', isPzn, 'must have 8 digits with the right check digit'),
  CIP: register('711', 'FR', isCip, 'must have 13 digits that begin with 3400, with the right check digit'),
  CN: register('712', 'ES', isDigits(6, 7), 'must have 6 or 7 digits'),
  DRN: register('713', 'BR', isDigits(9, 13), 'must have 9 to 13 digits'),
  AIM: register('714', 'PT', isDigits(7, 7), 'must have 7 digits'),
  NDC: register('715', 'US', hasNdcForm, 'must have 10 digits as 4-4-2, 5-3-2 or 5-4-1, or 11 as 5-4-2'),
  AIC: register('716', 'IT', isAic, 'must have 9 digits with the right check digit'),
  SRN: register('717', 'CR', (number) => /^[A-Z0-9-]{1,20}$/.test(number), 'must have at most 20 letters and digits'),
} as const satisfies Record<string, NationalRegister>;

/** A register's short name. */
export type NationalScheme = keyof typeof NATIONAL_REGISTERS;

const SCHEMES = Object.keys(NATIONAL_REGISTERS) as [NationalScheme, ...NationalScheme[]];

/** A product's number in a national register. */
export const nationalNumberSchema = z
  .strictObject({ scheme: z.enum(SCHEMES), number: z.string().min(1).max(20) })
  .superRefine(({ scheme, number }, context) => {
    const { accepts, rule } = NATIONAL_REGISTERS[scheme];
    if (!accepts(number)) context.addIssue({ code: 'custom', path: ['number'], message: rule });
  });

/** A product's number in a national register. */
export type NationalNumber = z.infer<typeof nationalNumberSchema>;

/** The register behind an Application Identifier (710 to 717). */
export function schemeOf(identifier: string): NationalScheme | undefined {
  return SCHEMES.find((scheme) => NATIONAL_REGISTERS[scheme].identifier === identifier);
}

function register(
  identifier: string,
  country: string,
  accepts: (number: string) => boolean,
  rule: string,
): NationalRegister {
  return { identifier, country, accepts, rule };
}

function isDigits(min: number, max: number): (number: string) => boolean {
  return (number) => /^\d+$/.test(number) && number.length >= min && number.length <= max;
}

/** Germany: seven digits weighted 1 to 7, modulo 11; a remainder of 10 is never issued. */
function isPzn(number: string): boolean {
  if (!/^\d{8}$/.test(number)) return false;
  const sum = Array.from(number.slice(0, 7)).reduce((total, digit, index) => total + Number(digit) * (index + 1), 0);
  return sum % 11 === Number(number[7]);
}

/** France: an EAN-13 of the medicines' own prefix. */
function isCip(number: string): boolean {
  return /^3400\d{9}$/.test(number) && hasCheckDigit(number);
}

/** Italy: eight digits, every second one doubled and its digits added, modulo 10. */
function isAic(number: string): boolean {
  if (!/^\d{9}$/.test(number)) return false;
  const sum = Array.from(number.slice(0, 8)).reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === Number(number[8]);
}
