/** A member asks another for the secret of a lot that it holds: custody is looked up on the ledger, not believed. */
import { gtinSchema, lotNumberSchema, ssccSchema } from '@theriac/domain/gs1';
import { hexSchema, LedgerError, refuseUnless, toHex } from '@theriac/domain/ledger';
import { LOT_SECRET_BYTES } from '@theriac/domain/supply';
import { z } from 'zod';
import type { Caller } from '../../caller';
import { answerer, type CallAnswerer, type CallKind } from '../../members';
import { packsByLot } from '../containers/packs-by-lot';
import type { PlacedContainers } from '../containers/placed-containers';
import type { SupplyChannel } from '../supply-channel';
import type { LotSecretStore } from './lot-secrets.store';

const questionSchema = z.strictObject({
  gtin: gtinSchema,
  lot: lotNumberSchema,
  /** A container with packs of the lot directly in it, which is with the asker. */
  sscc: ssccSchema,
});
const replySchema = z.strictObject({ secret: hexSchema(LOT_SECRET_BYTES) });

/** The question. */
export type LotSecretQuestion = z.infer<typeof questionSchema>;

/** The call, for who holds packs of a lot and was not sent its secret along with them. */
export const LOT_SECRET_CALL: CallKind<LotSecretQuestion, z.infer<typeof replySchema>> = {
  name: 'lot-secret',
  question: questionSchema,
  reply: replySchema,
};

/** What answering needs. */
export interface LotSecretAnswererParts {
  readonly channel: SupplyChannel;
  readonly placed: PlacedContainers;
  readonly secrets: Pick<LotSecretStore, 'find'>;
  /** The gateway itself: it asks its own peer. */
  readonly machine: Caller;
}

/** Answers a member that has the container, alone or inside another one; it may be opened by now. */
export function lotSecretAnswerer({ channel, placed, secrets, machine }: LotSecretAnswererParts): CallAnswerer {
  return answerer(LOT_SECRET_CALL, async (sender, { gtin, lot, sscc }) => {
    refuseUnless(channel.isMember(sender), 'NOT_PERMITTED', 'only members of the channel ask for secrets');
    const { container, place } = await placed.locate(machine, sscc);
    refuseUnless(place.organisation === sender, 'NOT_HOLDER', `${sscc} is with another organisation`);
    const holds = packsByLot(container).some((one) => one.gtin === gtin && one.lot === lot);
    refuseUnless(holds, 'NOT_HOLDER', `${sscc} holds no packs of this lot`);
    const held = await secrets.find({ gtin, lot });
    if (held === undefined) throw new LedgerError('LOT_NOT_FOUND', 'the secret of this lot is not here');
    return { secret: toHex(held.secret) };
  });
}
