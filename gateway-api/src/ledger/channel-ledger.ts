/** One channel of the ledger in types: a command goes in as canonical JSON, an answer comes out through its schema. */
import { canonicalJson, type PublicEvent, publicEventSchema } from '@theriac/domain/ledger';
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

/** What a private submit may carry besides its command. */
export type PrivateSubmitOptions = Omit<SubmitOptions, 'transient'>;

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

  /**
   * Reads private data as {@link evaluate} reads the ledger. The question too is for the peer alone: it stands in no block,
   * but peers log arguments when they log in detail.
   *
   * @throws LedgerError as {@link evaluate}; PRIVATE_DATA_PENDING when the own peer has not received the data yet
   */
  async evaluatePrivate<T>(caller: Caller, transaction: string, question: unknown, result: ZodType<T>): Promise<T> {
    return read(result, await this.ledger.evaluate(caller, this.#privateRequest(transaction, question)), transaction);
  }

  /**
   * Changes private data as {@link submit} changes the ledger: the command goes to the endorsers alone, and the answer is
   * what everybody on the channel learns.
   *
   * @param options `endorsers` for implicit collections: only their members may see the command, and the peer cannot choose
   * among several
   * @throws LedgerError as {@link submit}; PRIVATE_DATA_PENDING when the own peer has not received what it changes yet
   */
  async submitPrivate(
    caller: Caller,
    transaction: string,
    command: unknown,
    options: PrivateSubmitOptions = {},
  ): Promise<Committed<PublicEvent>> {
    const request = { ...this.#privateRequest(transaction, command), ...options };
    const { transactionId, blockNumber, result } = await this.ledger.submit(caller, request);
    return { transactionId, blockNumber, event: read(publicEventSchema, result, transaction) };
  }

  #privateRequest(transaction: string, command: unknown): LedgerRequest {
    const transient = { command: Buffer.from(canonicalJson(command)) };
    return { channel: this.channel, transaction, args: [], transient };
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
