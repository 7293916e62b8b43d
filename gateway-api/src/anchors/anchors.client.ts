/** The only file that knows the transactions of `Anchors`. */
import { type AnchorHead, type HeadAnchored, headAnchoredSchema } from '@theriac/domain/anchors';
import type { Caller } from '../caller/caller';
import { ChannelLedger, type Committed, type Ledger } from '../ledger';

/** Anchors heads of this organisation's logs. */
export class AnchorsClient {
  constructor(private readonly ledger: Ledger) {}

  /** @throws LedgerError HEAD_NOT_GROWING, NOT_PERMITTED */
  anchorHead(
    caller: Caller,
    channel: string,
    command: AnchorHead,
    reference: string,
  ): Promise<Committed<HeadAnchored>> {
    const onChannel = new ChannelLedger(this.ledger, channel);
    return onChannel.submit(caller, 'Anchors:AnchorHead', command, headAnchoredSchema, { reference });
  }
}
