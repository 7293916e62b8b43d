/** A lot's secret on its way from a member who has it to another, and how it is taken there. */
import { gtinSchema, lotNumberSchema } from '@theriac/domain/gs1';
import { fromHex, hexSchema, LedgerError } from '@theriac/domain/ledger';
import { isCommittedSecret, LOT_SECRET_BYTES } from '@theriac/domain/supply';
import { z } from 'zod';
import type { Caller } from '../../caller/caller';
import { type MessageKind, type MessageReceiver, receiver } from '../../members';
import { nodeDigest } from '../node-digest';
import type { SupplyChannel } from '../supply-channel';
import type { SupplyClient } from '../supply.client';
import type { LotSecretStore } from './lot-secrets.store';

const bodySchema = z.strictObject({
  gtin: gtinSchema,
  lot: lotNumberSchema,
  secret: hexSchema(LOT_SECRET_BYTES),
});

/** The message: from the lot's maker once it is registered, and from each holder to the next with the lot's packs. */
export const LOT_SECRET_MESSAGE: MessageKind<z.infer<typeof bodySchema>> = { name: 'lot-secret', body: bodySchema };

/** What taking a secret needs. */
export interface LotSecretReceiverParts {
  readonly channel: SupplyChannel;
  readonly supply: SupplyClient;
  readonly secrets: LotSecretStore;
  /** The gateway itself: it asks its own peer. */
  readonly machine: Caller;
}

/**
 * Takes a secret from any member when the own ledger's commitment says that it is right: who sent it does not matter then.
 * A lot that this peer does not have yet is refused for now: the sender's outbox tries again.
 */
export function lotSecretReceiver({ channel, supply, secrets, machine }: LotSecretReceiverParts): MessageReceiver {
  return receiver(LOT_SECRET_MESSAGE, async (sender, { gtin, lot, secret: text }, transaction) => {
    if (!channel.isMember(sender)) throw new LedgerError('NOT_PERMITTED', 'only members of the channel send secrets');
    const secret = fromHex(text);
    const known = await supply.readLot(machine, { gtin, lot });
    if (!isCommittedSecret(nodeDigest, secret, known)) {
      await secrets.noteRefused({ gtin, lot }, sender, 'LOT_SECRET_WRONG');
      throw new LedgerError('LOT_SECRET_WRONG', 'the secret is not the one that the ledger’s commitment was made of');
    }
    await secrets.keep({ gtin, lot }, { secret, from: sender }, transaction);
  });
}
