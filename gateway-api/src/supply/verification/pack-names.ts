/** Scans that name packs to the ledger: read, and turned into the packs' digests. */
import { parseScan } from '@theriac/domain/gs1';
import { type FieldFault, invalidInput } from '@theriac/domain/ledger';
import type { PackRef } from '@theriac/domain/supply';
import type { ScannedPack } from './judgement';
import type { PackRefs } from './pack-refs';
import { packOf } from './scanned-pack';

/** Lots whose secret is not here cost a question to another member each. */
const MOST_AT_ONCE = 8;

/** A pack as it was scanned, and as the ledger names it. */
export interface NamedPack {
  readonly pack: ScannedPack;
  readonly ref: PackRef;
}

/** Names scanned packs. */
export class PackNames {
  constructor(
    private readonly refs: Pick<PackRefs, 'find'>,
    private readonly now: () => number,
  ) {}

  /**
   * The pack that a scan names, whether the ledger knows it or not.
   *
   * @param field the body's, for what is wrong with the scan
   * @throws LedgerError INVALID_INPUT; LOT_NOT_FOUND; MEMBER_UNAVAILABLE when nobody who has the lot's secret answers
   */
  async one(scan: string, field: string): Promise<NamedPack> {
    const read = this.#read(scan, field);
    if ('faults' in read) throw invalidInput(read.faults);
    return { pack: read.pack, ref: await this.refs.find(read.pack) };
  }

  /**
   * The packs that scans name, in their order; what is wrong with any scan is said of all of them, and before anybody is asked.
   *
   * @param field of the list
   */
  async all(scans: readonly string[], field: string): Promise<PackRef[]> {
    const read = scans.map((scan, index) => this.#read(scan, `${field}[${index}]`));
    const faults = read.flatMap((one) => ('faults' in one ? one.faults : []));
    if (faults.length > 0) throw invalidInput(faults);
    const packs = read.flatMap((one) => ('pack' in one ? [one.pack] : []));
    const named: PackRef[] = [];
    for (let at = 0; at < packs.length; at += MOST_AT_ONCE)
      named.push(...(await Promise.all(packs.slice(at, at + MOST_AT_ONCE).map((pack) => this.refs.find(pack)))));
    return named;
  }

  #read(text: string, field: string): { readonly pack: ScannedPack } | { readonly faults: FieldFault[] } {
    const result = parseScan(text, { currentYear: new Date(this.now()).getUTCFullYear() });
    if (!result.ok)
      return {
        faults: result.faults.map((one) => ({
          field: one.field === 'scan' ? field : `${field} ${one.field}`,
          rule: one.rule,
        })),
      };
    const pack = packOf(result.scan);
    return pack === undefined
      ? { faults: [{ field, rule: 'must name one pack: with product (01), lot (10) and serial number (21)' }] }
      : { pack };
  }
}
