/** The responsible party's side of VRS: a maker answers for its own GTINs, to other members' gateways. */
import type { Consortium, Member } from '@theriac/domain/consortium';
import { type Gln, glnSchema, type Gtin, gtinSchema } from '@theriac/domain/gs1';
import { LedgerError, refuseUnless } from '@theriac/domain/ledger';
import { VRS_OUTCOMES } from '@theriac/domain/supply';
import { z } from 'zod';
import type { GuessLimit } from '../../limits';
import { answerer, type CallAnswerer, type CallKind } from '../../members';
import {
  type Judgement,
  judgementSchema,
  type PackJudge,
  scannedPackSchema,
  toldToOthers,
} from '../verification/judgement';
import type { GtinDirectory } from './gtin-directory';
import { requireRequester } from './requester';

const connectivityQuestion = z.strictObject({ gtin: gtinSchema, requester: glnSchema });
const connectivityReply = z.strictObject({ responder: glnSchema });
const verificationQuestion = z.strictObject({ pack: scannedPackSchema, requester: glnSchema });
const verificationReply = z.strictObject({ responder: glnSchema, judgement: judgementSchema });

/** Whether a maker answers for a GTIN, and from which site. */
export const VRS_CONNECTIVITY_CALL: CallKind<
  z.infer<typeof connectivityQuestion>,
  z.infer<typeof connectivityReply>
> = { name: 'vrs-connectivity', question: connectivityQuestion, reply: connectivityReply };

/** A maker judges a pack for a requester elsewhere. Contact data of the requester stay where they were given. */
export const VRS_VERIFICATION_CALL: CallKind<
  z.infer<typeof verificationQuestion>,
  z.infer<typeof verificationReply>
> = { name: 'vrs-verification', question: verificationQuestion, reply: verificationReply };

/** What answering needs. */
export interface VrsResponderParts {
  readonly consortium: Consortium;
  readonly self: Member;
  readonly directory: GtinDirectory;
  readonly judge: PackJudge;
  /** By the requester's GLN: another member's gateway may not limit its own people. */
  readonly guesses: GuessLimit;
}

/** The calls of VRS, answered at a maker. */
export function vrsAnswerers(parts: VrsResponderParts): CallAnswerer[] {
  const { consortium, self, judge, guesses } = parts;
  const admit = async (sender: string, requester: Gln, gtin: Gtin): Promise<void> => {
    requireRequester(consortium, requester, sender);
    const responsible = await parts.directory.responsibleFor(gtin);
    refuseUnless(responsible === self.name, 'GTIN_NOT_IN_DIRECTORY', `${self.name} does not answer for this GTIN`);
  };
  return [
    answerer(VRS_CONNECTIVITY_CALL, async (sender, { gtin, requester }) => {
      await admit(sender, requester, gtin);
      return { responder: responderOf(self) };
    }),
    answerer(VRS_VERIFICATION_CALL, async (sender, { pack, requester }) => {
      await admit(sender, requester, pack.gtin);
      const judgement = await guesses.answer(requester, () => judge.judge(pack), isFailedMatch);
      return { responder: responderOf(self), judgement: toldToOthers(judgement) };
    }),
  ];
}

/** Whether a judgement is what who guesses serials gets. */
export function isFailedMatch({ verdict }: Judgement): boolean {
  return !VRS_OUTCOMES[verdict].verified;
}

/** The site that an organisation answers from: its first. */
export function responderOf({ name, sites: [first] }: Member): Gln {
  if (first === undefined) throw new LedgerError('BROKEN_STATE', `${name} has no site`);
  return first.gln;
}
