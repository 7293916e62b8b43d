/** GS1 Application Identifiers: what a field of a barcode may hold (General Specifications, section 3; format facts only). */

/** One part of a field's value: digits or a character set, exactly or at most so many. */
export interface Component {
  readonly kind: 'digits' | 'set-82' | 'set-39' | 'set-64';
  readonly min: number;
  readonly max: number;
  readonly check: 'check-digit' | 'date' | 'none';
}

/** How an Application Identifier's value is built. */
export interface IdentifierFormat {
  readonly components: readonly Component[];
  readonly min: number;
  readonly max: number;
  /** The length is fixed in advance for all such identifiers, so no separator need follow. */
  readonly isPredefined: boolean;
}

/** Format, then the identifiers that have it; `31nn` stands for every pair of digits that follows. */
const FORMATS: readonly (readonly [string, string])[] = [
  ['N18c', '00 8017 8018'],
  ['N14c', '01 02 03'],
  ['N6d', '11 12 13 15 16 17 7006 4326'],
  ['N2', '20 7241'],
  ['X..20', '10 21 22 243 254 420 4318 710 711 712 713 714 715 716 717 7020 7021 7022 7240 8002 8012'],
  ['X..25', '7242 8020 8013 8014'],
  ['X..28', '235'],
  ['X..30', '240 241 250 251 400 401 403 4308 4319 7002 7023 8004 90'],
  ['N..6', '242'],
  ['N13c X?..17', '253'],
  ['N13c N?..12', '255'],
  ['N13c', '410 411 412 413 414 415 416 417'],
  ['N17c', '402'],
  ['N..8', '30 37'],
  ['N6', '31nn 32nn 33nn 34nn 35nn 36nn 395n 8005'],
  ['N..15', '390n 392n'],
  ['N3 N..15', '391n 393n'],
  ['N4', '394n 8111'],
  ['N3 X..9', '421'],
  ['N3', '422 424 426'],
  ['N3 N?..12', '423 425'],
  ['X..3', '427 7008 7258'],
  ['X..35', '4300 4301 4310 4311 4320'],
  ['X..70', '4302 4303 4304 4305 4306 4312 4313 4314 4315 4316 7257 8110 8112 8200'],
  ['X2', '4307 4317'],
  ['N20', '4309'],
  ['N1', '4321 4322 4323 7252'],
  ['N10', '4324 4325 7003'],
  ['N6 X?..1', '4330 4331 4332 4333'],
  ['N13', '7001'],
  ['N..4', '7004'],
  ['X..12', '7005'],
  ['N6d N?..6', '7007'],
  ['X..10', '7009 7255'],
  ['X..2', '7010'],
  ['N6d N?..4', '7011'],
  ['N3 X..27', '703n'],
  ['N1 X3', '7040'],
  ['X..4', '7041'],
  ['X2 X..28', '723n'],
  ['N8', '7250'],
  ['N12', '7251'],
  ['X..40', '7253 7254 7259'],
  ['X..90', '7256 91 92 93 94 95 96 97 98 99'],
  ['N14', '8001'],
  ['N14c X?..16', '8003'],
  ['N14c N4', '8006 8026'],
  ['X..34', '8007'],
  ['N8 N?..4', '8008'],
  ['X..50', '8009'],
  ['Y..30', '8010'],
  ['N..12', '8011'],
  ['N..10', '8019'],
  ['Z..90', '8030'],
  ['N15', '8040 8041'],
  ['N32', '8042'],
  ['N18 N?..2', '8043'],
];

/** The first two digits of the identifiers whose length is fixed in advance (General Specifications, figure 7.8.5-2). */
const PREDEFINED = new Set('00 01 02 03 04 11 12 13 14 15 16 17 18 19 20 31 32 33 34 35 36 41'.split(' '));

const KINDS = { N: 'digits', X: 'set-82', Y: 'set-39', Z: 'set-64' } as const;
const CHECKS = { c: 'check-digit', d: 'date' } as const;

const TABLE: ReadonlyMap<string, IdentifierFormat> = new Map(
  FORMATS.flatMap(([format, identifiers]) =>
    identifiers.split(' ').map((identifier) => [identifier, formatOf(format, identifier)] as const),
  ),
);

/** The longest Application Identifier has four digits, the shortest two. */
export const IDENTIFIER_LENGTHS = [2, 3, 4] as const;

/** The format of an Application Identifier's value; undefined when GS1 has none of that number. */
export function identifierFormat(identifier: string): IdentifierFormat | undefined {
  return (
    TABLE.get(identifier) ??
    (identifier.length === 4 ? (TABLE.get(`${identifier.slice(0, 3)}n`) ?? decimalFormat(identifier)) : undefined)
  );
}

/** Measures: the third digit says what, the fourth where the decimal point stands (0 to 5). */
function decimalFormat(identifier: string): IdentifierFormat | undefined {
  return /^\d{3}[0-5]$/.test(identifier) ? TABLE.get(`${identifier.slice(0, 2)}nn`) : undefined;
}

function formatOf(format: string, identifier: string): IdentifierFormat {
  const components = format.split(' ').map(componentOf);
  return {
    components,
    min: components.reduce((sum, component) => sum + component.min, 0),
    max: components.reduce((sum, component) => sum + component.max, 0),
    isPredefined: PREDEFINED.has(identifier.slice(0, 2)),
  };
}

/** `N14c`: 14 digits with a check digit; `X..20`: 1 to 20 characters; `X?..17`: up to 17, none allowed. */
function componentOf(text: string): Component {
  const [, kind, optional, most, size, check] = /^([NXYZ])(\??)(\.\.)?(\d+)([cd])?$/.exec(text) ?? [];
  const max = Number(size);
  const min = most === undefined ? max : optional === '?' ? 0 : 1;
  return {
    kind: KINDS[kind as keyof typeof KINDS],
    min,
    max,
    check: check === undefined ? 'none' : CHECKS[check as keyof typeof CHECKS],
  };
}
