/** Gathers which pack goes into which container, line by line, and refuses what is wrong with the lines in one answer. */
import { type Serial, serialSchema, type Sscc, ssccSchema } from '@theriac/domain/gs1';
import { type FieldFault, invalidInput } from '@theriac/domain/ledger';
import { MOST_CONTAINERS_A_PACKING, MOST_PACKS, MOST_PACKS_A_CONTAINER } from '@theriac/domain/supply';
import { firstLineOf, readRecordFile, type RecordGatherer } from '../../uploads';
import { duplicates, MOST_FAULTS } from '../registration/serial-faults';

/** Packs with the containers that they go into, in the order in which they were sent. */
export interface PackingLines {
  readonly packs: ReadonlyMap<Serial, Sscc>;
  /** How refusals name the n-th pack, from 0, such as `line 3`. */
  readonly field: (index: number) => string;
}

/** Gathers lines. */
export class PackingLineGatherer implements RecordGatherer {
  readonly #packs = new Map<Serial, Sscc>();
  readonly #packsIn = new Map<Sscc, number>();
  readonly #malformed: FieldFault[] = [];
  readonly #repeated: FieldFault[] = [];

  /** @param field how refusals name the n-th pack, from 0 */
  constructor(private readonly field: PackingLines['field']) {}

  get isFull(): boolean {
    return this.#malformed.length + this.#repeated.length >= MOST_FAULTS || this.#packs.size > MOST_PACKS;
  }

  /** Takes the record of a line: SSCC and serial. */
  add(line: number, [ssccText, serialText]: readonly string[]): void {
    const sscc = ssccSchema.safeParse(ssccText);
    const serial = serialSchema.safeParse(serialText);
    if (!sscc.success) this.fault(line, `the SSCC ${sscc.error.issues[0]?.message ?? 'is refused'}`);
    if (!serial.success) this.fault(line, `the serial ${serial.error.issues[0]?.message ?? 'is refused'}`);
    if (sscc.success && serial.success) this.put(`line ${line}`, sscc.data, serial.data);
  }

  /** Takes a pack that a field names. */
  put(field: string, sscc: Sscc, serial: Serial): void {
    if (this.#packs.has(serial)) {
      this.#repeated.push({ field, rule: 'repeats a serial of before' });
      return;
    }
    this.#packs.set(serial, sscc);
    const packs = (this.#packsIn.get(sscc) ?? 0) + 1;
    this.#packsIn.set(sscc, packs);
    if (packs === MOST_PACKS_A_CONTAINER + 1)
      this.#malformed.push({ field, rule: `a container gets at most ${MOST_PACKS_A_CONTAINER} packs` });
    if (packs === 1 && this.#packsIn.size === MOST_CONTAINERS_A_PACKING + 1)
      this.#malformed.push({ field, rule: `a packing fills at most ${MOST_CONTAINERS_A_PACKING} containers` });
  }

  fault(line: number, rule: string): void {
    this.#malformed.push({ field: `line ${line}`, rule });
  }

  /** @throws LedgerError INVALID_INPUT, or SERIAL_DUPLICATE when that is all that is wrong */
  end(): PackingLines {
    if (this.#malformed.length > 0) throw invalidInput([...this.#malformed, ...this.#repeated]);
    if (this.#repeated.length > 0) throw duplicates(this.#repeated);
    if (this.#packs.size === 0) throw invalidInput([{ field: '(body)', rule: 'must hold at least one pack' }]);
    if (this.#packs.size > MOST_PACKS)
      throw invalidInput([{ field: '(body)', rule: `must hold at most ${MOST_PACKS} packs` }]);
    return { packs: this.#packs, field: this.field };
  }
}

/**
 * The packs of a file with the fields `sscc` and `serial`.
 *
 * @throws LedgerError INVALID_INPUT or SERIAL_DUPLICATE, naming lines and rules
 */
export async function readPackingFile(mediaType: string, source: AsyncIterable<Uint8Array>): Promise<PackingLines> {
  const first = firstLineOf(mediaType);
  const gatherer = new PackingLineGatherer((index) => `line ${first + index}`);
  await readRecordFile(mediaType, ['sscc', 'serial'], source, gatherer);
  return gatherer.end();
}

/** Containers with their packs, as a JSON body lists them. */
export type ListedPacks = readonly { readonly sscc: Sscc; readonly serials: readonly Serial[] }[];

/** The packs of such a list. @throws LedgerError as {@link readPackingFile}, naming fields */
export function packsListed(containers: ListedPacks): PackingLines {
  const gatherer = new PackingLineGatherer((index) => fieldOf(containers, index));
  containers.forEach(({ sscc, serials }, at) => {
    serials.forEach((serial, within) => {
      gatherer.put(`containers[${at}].serials[${within}]`, sscc, serial);
    });
  });
  return gatherer.end();
}

function fieldOf(containers: ListedPacks, index: number): string {
  let left = index;
  for (const [at, { serials }] of containers.entries()) {
    if (left < serials.length) return `containers[${at}].serials[${left}]`;
    left -= serials.length;
  }
  return 'containers';
}
