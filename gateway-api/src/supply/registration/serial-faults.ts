/** Collects what is wrong with a file of serials, line by line, and refuses it in one answer. */
import type { Serial } from '@theriac/domain/gs1';
import { serialSchema } from '@theriac/domain/gs1';
import { type ErrorCode, type FieldFault, invalidInput, LedgerError } from '@theriac/domain/ledger';
import { MOST_PACKS } from '@theriac/domain/supply';
import type { RecordGatherer } from '../../uploads';

/** The rest of a file with so many faults adds nothing that anybody could act on. */
export const MOST_FAULTS = 10;

/** Gathers a file's serials and faults. */
export class SerialGatherer implements RecordGatherer {
  readonly #serials = new Set<Serial>();
  readonly #malformed: FieldFault[] = [];
  readonly #repeated: FieldFault[] = [];

  /** @param firstLine the line of the first serial: each later one stands on the next line */
  constructor(private readonly firstLine: number) {}

  /** Whether reading on is worth it. */
  get isFull(): boolean {
    return this.#malformed.length + this.#repeated.length >= MOST_FAULTS || this.#serials.size > MOST_PACKS;
  }

  /** Takes the serial of a line. */
  add(line: number, [text]: readonly string[]): void {
    const parsed = serialSchema.safeParse(text);
    if (!parsed.success) {
      this.fault(line, `the serial ${parsed.error.issues[0]?.message ?? 'is refused'}`);
      return;
    }
    if (this.#serials.has(parsed.data)) {
      this.#repeated.push({ field: `line ${line}`, rule: `repeats the serial of line ${this.#lineOf(parsed.data)}` });
      return;
    }
    this.#serials.add(parsed.data);
  }

  /** Notes that a line breaks a rule of the file's form. */
  fault(line: number, rule: string): void {
    this.#malformed.push({ field: `line ${line}`, rule });
  }

  /**
   * The serials in the file's order.
   *
   * @throws LedgerError INVALID_INPUT when a line is malformed, or there are none or too many; SERIAL_DUPLICATE when that
   * is all that is wrong
   */
  end(): ReadonlySet<Serial> {
    if (this.#malformed.length > 0) throw invalidInput([...this.#malformed, ...this.#repeated]);
    if (this.#repeated.length > 0) throw duplicates(this.#repeated);
    if (this.#serials.size === 0) throw invalidInput([{ field: '(body)', rule: 'must hold at least one serial' }]);
    if (this.#serials.size > MOST_PACKS) {
      throw invalidInput([{ field: '(body)', rule: `must hold at most ${MOST_PACKS} serials` }]);
    }
    return this.#serials;
  }

  /** Up to the first fault every line has one serial, and a faulty file is searched a few times only. */
  #lineOf(serial: Serial): number {
    let line = this.firstLine;
    for (const one of this.#serials) {
      if (one === serial) return line;
      line += 1;
    }
    return line;
  }
}

/** The refusal of serials that are there twice; the faults name lines, never the serials. */
export function duplicates(faults: readonly FieldFault[]): LedgerError {
  return refusalNaming('SERIAL_DUPLICATE', faults);
}

/** A refusal that names each field and the rule it breaks, as far as anybody could act on so many. */
export function refusalNaming(code: ErrorCode, faults: readonly FieldFault[]): LedgerError {
  const named = faults.slice(0, MOST_FAULTS);
  return new LedgerError(code, named.map(({ field, rule }) => `${field}: ${rule}`).join('; '), named);
}
