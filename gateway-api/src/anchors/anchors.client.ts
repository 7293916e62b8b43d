/** The only file that knows the transactions of `Anchors`. */
import { type AnchorHead, type Head, type HeadAnchored, headAnchoredSchema, headSchema } from '@theriac/domain/anchors';
import { LedgerError } from '@theriac/domain/ledger';
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

  /** The head that an organisation anchored last, as the own peer has it; undefined before the first. */
  async readHead(caller: Caller, channel: string, organisation: string, log: string): Promise<Head | undefined> {
    const onChannel = new ChannelLedger(this.ledger, channel);
    try {
      return await onChannel.evaluate(caller, 'Anchors:ReadHead', { organisation, log }, headSchema);
    } catch (error) {
      if (error instanceof LedgerError && error.code === 'HEAD_NOT_FOUND') return undefined;
      throw error;
    }
  }
}
