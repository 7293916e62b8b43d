/** Asks the ledger about packs: each at once while few ask, several in one evaluate while many do. */
import { ERROR_CODES, LedgerError } from '@theriac/domain/ledger';
import { type LedgerVerdict, MOST_PACKS_A_QUESTION, type VerifyPack } from '@theriac/domain/supply';
import DataLoader from 'dataloader';
import type { Caller } from '../../caller';
import type { SupplyClient } from '../supply.client';

/** Evaluates at once; the packs that come meanwhile share the next ones. With four, a sixth fewer a second. */
const MOST_AT_ONCE = 2;
/** A peer that does not answer holds nobody up for longer than this. */
const LONGEST_WAIT_MS = 250;

/**
 * Most of an evaluate's cost is the peer's and the gateway's signatures, the same for one pack and for sixteen. Nobody
 * waits for company: a pack is asked about alone unless so many evaluates are under way already.
 */
export class PackQuestions {
  readonly #packs: DataLoader<VerifyPack, LedgerVerdict>;
  readonly #waiting = new Set<() => void>();
  #underWay = 0;

  /** @param machine whose certificate evaluates: reading leaves nothing on the ledger */
  constructor(
    private readonly supply: Pick<SupplyClient, 'verifyPacks'>,
    private readonly machine: Caller,
  ) {
    this.#packs = new DataLoader((packs) => this.#askAll(packs), {
      // An answer of a moment ago is no answer about now.
      cache: false,
      maxBatchSize: MOST_PACKS_A_QUESTION,
      batchScheduleFn: (ask) => {
        this.#whenItsTurn(ask);
      },
    });
  }

  /** @throws LedgerError LedgerUnavailable, or LEDGER_FAULT */
  ask(pack: VerifyPack): Promise<LedgerVerdict> {
    return this.#packs.load(pack);
  }

  #whenItsTurn(ask: () => void): void {
    if (this.#underWay < MOST_AT_ONCE) {
      this.#start(ask);
      return;
    }
    const start = (): void => {
      clearTimeout(patience);
      this.#waiting.delete(start);
      this.#start(ask);
    };
    const patience = setTimeout(start, LONGEST_WAIT_MS);
    this.#waiting.add(start);
  }

  /** On the next tick: the pack itself comes after its turn was asked for. */
  #start(ask: () => void): void {
    this.#underWay += 1;
    process.nextTick(ask);
  }

  async #askAll(packs: readonly VerifyPack[]): Promise<(LedgerVerdict | Error)[]> {
    try {
      return await this.supply.verifyPacks(this.machine, packs);
    } catch (error) {
      // What is broken about one pack's lot is not the others' fault; a ledger that is away or busy is asked no more.
      if (packs.length === 1 || !isBroken(error)) throw error;
      return await Promise.all(packs.map((pack) => this.#askAlone(pack)));
    } finally {
      this.#underWay -= 1;
      const [next] = this.#waiting;
      next?.();
    }
  }

  async #askAlone(pack: VerifyPack): Promise<LedgerVerdict | Error> {
    try {
      const [verdict] = await this.supply.verifyPacks(this.machine, [pack]);
      return verdict ?? new LedgerError('LEDGER_FAULT', 'the ledger gave no verdict');
    } catch (error) {
      return error instanceof Error ? error : new Error('the ledger failed', { cause: error });
    }
  }
}

function isBroken(error: unknown): boolean {
  return error instanceof LedgerError && ERROR_CODES[error.code].kind === 'broken';
}
