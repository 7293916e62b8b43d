/** One channel of the ledger in types: a command goes in as canonical JSON, an answer comes out through its schema. */
import { canonicalJson } from '@theriac/domain/ledger';
import type { ZodType } from 'zod';
import type { Caller } from '../caller/caller';
import type { Ledger, LedgerRequest } from './ledger.port';
import { ledgerFailure } from './ledger-failures';

/** A committed transaction with what its contract answered: mostly the event. */
export interface Committed<T> {
  readonly transactionId: string;
  readonly blockNumber: bigint;
  readonly event: T;
}

/** What a submit may carry besides its command. */
export type SubmitOptions = Pick<LedgerRequest, 'transient' | 'endorsers' | 'reference'>;

/** What a façade such as `SupplyClient` speaks to. */
export class ChannelLedger {
  constructor(
    private readonly ledger: Ledger,
    readonly channel: string,
  ) {}

  /**
   * Reads the ledger as it is now, on the own peer.
   *
   * @param transaction `Contract:Transaction`
   * @param command undefined for a transaction without argument
   * @param result the answer's schema; an empty answer is parsed as `undefined`
   * @throws LedgerError the contract's refusal, LedgerUnavailable, or LEDGER_FAULT when the answer breaks its schema
   */
  async evaluate<T>(caller: Caller, transaction: string, command: unknown, result: ZodType<T>): Promise<T> {
    return read(result, await this.ledger.evaluate(caller, this.#request(transaction, command)), transaction);
  }

  /**
   * Changes the ledger, and waits until the change stands.
   *
   * @param transaction `Contract:Transaction`
   * @param command undefined for a transaction without argument
   * @param result the answer's schema; an empty answer is parsed as `undefined`
   * @throws LedgerError the contract's refusal, LedgerUnavailable (nothing was sent), OutcomeUnknown (it may yet commit)
   */
  async submit<T>(
    caller: Caller,
    transaction: string,
    command: unknown,
    result: ZodType<T>,
    options: SubmitOptions = {},
  ): Promise<Committed<T>> {
    const committed = await this.ledger.submit(caller, { ...this.#request(transaction, command), ...options });
    const { transactionId, blockNumber } = committed;
    return { transactionId, blockNumber, event: read(result, committed.result, transaction) };
  }

  #request(transaction: string, command: unknown): LedgerRequest {
    return { channel: this.channel, transaction, args: command === undefined ? [] : [canonicalJson(command)] };
  }
}

/** An answer that breaks its schema is the ledger's fault, never the caller's INVALID_INPUT. */
function read<T>(schema: ZodType<T>, bytes: Uint8Array, transaction: string): T {
  try {
    return schema.parse(bytes.length === 0 ? undefined : JSON.parse(Buffer.from(bytes).toString('utf8')));
  } catch (cause) {
    throw ledgerFailure('LEDGER_FAULT', `the answer of ${transaction} breaks its schema`, cause);
  }
}
