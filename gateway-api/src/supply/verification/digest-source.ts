/** Where a pack's digest comes from: the lot's secret here, or a member who has it. */
import { gtinSchema, lotNumberSchema, serialSchema } from '@theriac/domain/gs1';
import { fromHex, LedgerError, toHex } from '@theriac/domain/ledger';
import { packDigest, packDigestSchema } from '@theriac/domain/supply';
import { z } from 'zod';
import type { GuessLimit } from '../../limits';
import { answerer, type CallAnswerer, type CallKind, type MemberClient } from '../../members';
import type { LotSecretStore } from '../lot-secrets/lot-secrets.store';
import type { LotStore } from '../lots.store';
import { nodeDigest } from '../node-digest';
import type { ScannedPack } from './judgement';

const questionSchema = z.strictObject({ gtin: gtinSchema, lot: lotNumberSchema, serial: serialSchema });
const replySchema = z.strictObject({ digest: packDigestSchema });

/** Who holds a lot's secret turns a serial into its digest; never into a verdict, which the asker's own peer gives. */
export const PACK_DIGEST_CALL: CallKind<z.infer<typeof questionSchema>, z.infer<typeof replySchema>> = {
  name: 'pack-digest',
  question: questionSchema,
  reply: replySchema,
};

/** What answering needs. */
export interface DigestSourceParts {
  readonly secrets: Pick<LotSecretStore, 'find'>;
  readonly lots: Pick<LotStore, 'partHolding'>;
  /** Of the channel, by name. */
  readonly members: readonly string[];
  /** By member: the digest of a serial that is no pack's tells whoever has it so, since pages are the channel's to see. */
  readonly guesses: GuessLimit;
}

/** Answers the call for the channel's members, of lots whose secret is here. */
export function packDigestAnswerer({ secrets, lots, members, guesses }: DigestSourceParts): CallAnswerer {
  return answerer(PACK_DIGEST_CALL, async (sender, { gtin, lot, serial }) => {
    if (!members.includes(sender))
      throw new LedgerError('NOT_PERMITTED', 'only members of the channel ask for digests');
    // Not from the shelf: the asker would take a digest under a replaced secret for a made-up pack.
    const known = await secrets.find({ gtin, lot });
    if (known === undefined) throw new LedgerError('LOT_NOT_FOUND', 'the secret of this lot is not here');
    const ask = async (): Promise<{ digest: Uint8Array; isNone: boolean }> => {
      const digest = packDigest(nodeDigest, known.secret, gtin, serial);
      return { digest, isNone: (await lots.partHolding(gtin, [{ lot, digest }])) === undefined };
    };
    const { digest } = await guesses.answer(sender, ask, ({ isNone }) => isNone);
    return { digest: toHex(digest) };
  });
}

/**
 * The digest by a member that has the secret, asked in this order.
 *
 * @throws LedgerError MEMBER_UNAVAILABLE when none of them gives it
 */
export async function digestFromMember(
  client: MemberClient,
  holders: readonly string[],
  { gtin, lot, serial }: ScannedPack,
): Promise<Uint8Array> {
  for (const holder of holders) {
    const reply = await client.call(holder, PACK_DIGEST_CALL, { gtin, lot, serial }).catch((error: unknown) => {
      // The next may be there, or have it.
      if (error instanceof LedgerError && isPassedOn(error)) return undefined;
      throw error;
    });
    if (reply !== undefined) return fromHex(reply.digest);
  }
  throw new LedgerError(
    'MEMBER_UNAVAILABLE',
    `the secret of this lot is not here, and ${holders.join(' and ')} cannot be asked now`,
  );
}

function isPassedOn({ code }: LedgerError): boolean {
  return code === 'MEMBER_UNAVAILABLE' || code === 'LOT_NOT_FOUND';
}
