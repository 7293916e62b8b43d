/**
 * Puts the roots of batches on the ledger. A batch has its id and its root from the transaction that kept its records, so
 * that the same is sent again after any fault until it stands.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { ERROR_CODES, LedgerError } from '@theriac/domain/ledger';
import type { Caller } from '../../caller';
import type { RecordLogClient } from './record-log.client';
import type { UnanchoredBatch, UnanchoredBatches } from './unanchored-batches.store';

/** How soon it is looked again while another process anchors, milliseconds. */
const TURN = 200;

/** What anchors. */
export interface RecordAnchoringParts {
  readonly batches: UnanchoredBatches;
  readonly client: Pick<RecordLogClient, 'anchor'>;
  /** The gateway itself. */
  readonly machine: Caller;
}

/** Anchors records. */
export class RecordAnchoring {
  constructor(private readonly parts: RecordAnchoringParts) {}

  /**
   * Returns when the ledger has every batch that it takes. Those of a patient whom it does not know, or no more, are left.
   *
   * @throws LedgerError when the ledger is away: the next look tries again
   */
  async anchorAll(): Promise<void> {
    const refused: string[] = [];
    for (let isDone = false; !isDone;) {
      const anchored = await this.parts.batches.db.transaction(async (within) => {
        if (!(await this.parts.batches.lock(within))) return undefined;
        const next = await this.parts.batches.next(refused, within);
        if (next.length > 0) refused.push(...(await this.#anchor(next)));
        const standing = next.filter(({ patient }) => !refused.includes(patient));
        if (standing.length > 0) await this.parts.batches.noteAnchored(standing, within);
        return next.length;
      });
      if (anchored === undefined) await pause(TURN);
      isDone = anchored === 0;
    }
  }

  /** One transaction, or, where the ledger refuses one of the batches, one for each. The patients whose it refuses. */
  async #anchor(batches: readonly UnanchoredBatch[]): Promise<string[]> {
    const { client, machine } = this.parts;
    const [first] = batches;
    try {
      await client.anchor(machine, { batches: [...batches] }, `records ${first?.batch ?? ''}`);
      return [];
    } catch (error) {
      if (!(error instanceof LedgerError) || ERROR_CODES[error.code].retryable || error.row.kind === 'broken')
        throw error;
      if (batches.length === 1) return batches.map(({ patient }) => patient);
    }
    const refused: string[] = [];
    for (const one of batches) refused.push(...(await this.#anchor([one])));
    return refused;
  }
}
