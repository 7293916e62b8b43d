/** Scans as another implementation, biip, reads them: the same fields, the same dates, the same refusals. */
import fc from 'fast-check';
import { identifierFormat, parseScan } from '../../domain/src/gs1';
import { digits, gtins, text20 } from '../../domain/src/gs1/fixtures/arbitraries';
import { hasPython, runPython } from './python-environment';

const describeWithPython = hasPython(11) ? describe : describe.skip;

/** The first run downloads packages. */
jest.setTimeout(300_000);

interface Element {
  readonly identifier: string;
  readonly value: string;
  readonly date: string | null;
}

interface Row {
  readonly identifier: string;
  readonly format: string;
  readonly needsSeparator: boolean;
}

const GS = '\u001d';
/** The year in which both are asked: biip takes today's. */
const currentYear = new Date().getFullYear();
const dates = fc.oneof(digits(6), fc.constantFrom('270131', '280229', '270229', '270200', '991231', '000101'));
const scans = fc.oneof(
  fc
    .tuple(gtins, dates, text20, text20)
    .map(([gtin, date, lot, serial]) => `01${gtin}17${date}10${lot}${GS}21${serial}`),
  fc.tuple(gtins, text20, text20).map(([gtin, lot, serial]) => `01${gtin}21${serial}${GS}10${lot}`),
  fc.tuple(digits(14), text20).map(([gtin, serial]) => `01${gtin}21${serial}`),
  fc.tuple(digits(18), digits(13), text20).map(([sscc, gln, text]) => `00${sscc}414${gln}240${text}`),
  fc.tuple(gtins, text20).map(([gtin, text]) => `01${gtin}710${text}`),
);

describeWithPython('scans that biip reads too', () => {
  it('have the same fields and dates, or are refused by both', async () => {
    const texts = fc.sample(scans, { numRuns: 10_000, seed: 20261121 });
    const theirs = JSON.parse(await runPython('read_biip.py', [], JSON.stringify(texts))) as (Element[] | null)[];
    const compared = texts.map((text, index) => ({
      text,
      theirs: fieldsOfTheirs(theirs[index] ?? null),
      ours: fieldsOfOurs(text),
    }));
    expect(compared.filter(({ theirs: their, ours }) => JSON.stringify(their) !== JSON.stringify(ours))).toEqual([]);
    expect(compared.filter(({ ours }) => ours !== undefined).length).toBeGreaterThan(500);
    expect(compared.filter(({ ours }) => ours === undefined).length).toBeGreaterThan(200);
  });

  it('have Application Identifiers of the same length and ending', async () => {
    const rows = JSON.parse(await runPython('read_biip.py', ['table'])) as Row[];
    expect(rows.length).toBeGreaterThan(500);
    const differing = rows.flatMap(({ identifier, format, needsSeparator }) => {
      const our = identifierFormat(identifier);
      const theirs = { identifier, max: longest(format), needsSeparator };
      const ours = { identifier, max: our?.max, needsSeparator: our && !our.isPredefined };
      return JSON.stringify(ours) === JSON.stringify(theirs) ? [] : [{ ours, theirs }];
    });
    expect(differing).toEqual([]);
  });
});

function fieldsOfTheirs(elements: readonly Element[] | null): Record<string, string> | undefined {
  if (elements === null) return undefined;
  return Object.fromEntries(elements.map(({ identifier, value, date }) => [identifier, date ?? value]));
}

function fieldsOfOurs(text: string): Record<string, string> | undefined {
  const result = parseScan(text, { currentYear });
  if (!result.ok) return undefined;
  const { gtin, expiry, lot, serial, sscc, gln, nationalNumbers, others } = result.scan;
  const fields = { '00': sscc, '01': gtin, '10': lot, '17': expiry?.date, '21': serial, '414': gln };
  const named = Object.entries(fields).filter(
    (entry): entry is [string, NonNullable<(typeof entry)[1]>] => entry[1] !== undefined,
  );
  return Object.fromEntries<string>([
    ...named,
    ...nationalNumbers.map(({ number }): [string, string] => ['710', number]),
    ...others.map(({ identifier, value }): [string, string] => [identifier, value]),
  ]);
}

/** `N4+N13[+X..17]`: everything behind the identifier itself. */
function longest(format: string): number {
  const parts = format.replace(/^N\d\+/, '').match(/\d+(?!\.)\b|-/g) ?? [];
  return parts.reduce((sum, part) => sum + (part === '-' ? 1 : Number(part)), 0);
}
