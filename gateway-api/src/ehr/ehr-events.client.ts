/** The private events of `EhrAccess`, as the own peer holds them. */
import { canonicalJson } from '@theriac/domain/ledger';
import type { PrivateEvents } from '../blocks';
import type { Caller } from '../caller/caller';
import type { Ledger } from '../ledger';

/** Reads them as the gateway itself, which every holder's own peer answers. */
export class EhrEvents implements PrivateEvents {
  constructor(
    private readonly ledger: Pick<Ledger, 'evaluate'>,
    private readonly machine: Caller,
  ) {}

  /** A transaction's id is in its block: it is no secret. The contract answers an erased event with nothing. */
  async bodyOf(channel: string, transactionId: string): Promise<Uint8Array | undefined> {
    const args = [canonicalJson({ transaction: transactionId })];
    const body = await this.ledger.evaluate(this.machine, { channel, transaction: 'EhrAccess:ReadEvent', args });
    return body.length === 0 ? undefined : body;
  }
}
