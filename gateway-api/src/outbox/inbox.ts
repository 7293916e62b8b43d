/** Takes other members' messages: each once, noted in the transaction that handles it. */
import { LedgerError } from '@theriac/domain/ledger';
import type { Database } from '../database';
import type { MessageReceiver } from '../members/member-kinds';
import { inboxMessages } from './outbox.table';

/** A message as it arrives. */
export interface ArrivedMessage {
  readonly id: string;
  readonly kind: string;
  readonly body?: unknown;
}

/** The receiving end. */
export class Inbox {
  readonly #receivers: ReadonlyMap<string, MessageReceiver>;

  constructor(
    private readonly db: Database,
    receivers: readonly MessageReceiver[],
  ) {
    this.#receivers = new Map(receivers.map((receiver) => [receiver.kind, receiver]));
  }

  /**
   * Takes a message; one that was taken before changes nothing and is acknowledged again.
   *
   * @throws LedgerError the receiver's refusal; INVALID_INPUT when nobody here takes this kind
   */
  async take(sender: string, { id, kind, body }: ArrivedMessage): Promise<void> {
    const receiver = this.#receivers.get(kind);
    if (receiver === undefined)
      throw new LedgerError('INVALID_INPUT', 'kind: is not taken here', [{ field: 'kind', rule: 'is not taken here' }]);
    await this.db.transaction(async (transaction) => {
      // Of two deliveries at once the second waits here for the first to end.
      const { rowCount } = await transaction.insert(inboxMessages).values({ sender, id, kind }).onConflictDoNothing();
      if (rowCount === 1) await receiver.receive(sender, body, transaction);
    });
  }
}
