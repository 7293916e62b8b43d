/** Judging for members that have no peer on the channel, and asking for it: the maker's verdict, else the regulator's. */
import { LedgerError } from '@theriac/domain/ledger';
import type { GuessLimit } from '../../limits';
import { answerer, type CallAnswerer, type CallKind, type MemberClient } from '../../members';
import {
  isMiss,
  type Judgement,
  judgementSchema,
  type PackJudge,
  type ScannedPack,
  scannedPackSchema,
  toldToOthers,
} from './judgement';

/** A member judges a pack for another. */
export const PACK_JUDGEMENT_CALL: CallKind<ScannedPack, Judgement> = {
  name: 'pack-judgement',
  question: scannedPackSchema,
  reply: judgementSchema,
};

/**
 * Answers any member of the consortium: TLS has checked that the sender is one.
 *
 * @param guesses by member: who has taken its gateway over learns by trying no more serials than it may miss
 */
export function packJudgementAnswerer(judge: PackJudge, guesses: GuessLimit): CallAnswerer {
  return answerer(PACK_JUDGEMENT_CALL, async (sender, pack) =>
    toldToOthers(await guesses.answer(sender, () => judge.judge(pack), isMiss)),
  );
}

/** Who is asked. */
export interface MemberJudgeParts {
  readonly client: MemberClient;
  readonly makers: readonly string[];
  readonly regulators: readonly string[];
}

/** Judges by asking. The answer names whose verdict it is. */
export class MemberJudge implements PackJudge {
  constructor(private readonly parts: MemberJudgeParts) {}

  async judge(pack: ScannedPack): Promise<Judgement> {
    const { makers, regulators } = this.parts;
    for (const member of [...makers, ...regulators]) {
      const judgement = await this.#ask(member, pack);
      if (judgement === undefined) continue;
      const { maker } = judgement;
      // Another maker's pack: its own maker knows best, and this answer stands in when that one is away.
      if (maker === undefined || maker === member || !makers.includes(maker)) return judgement;
      return (await this.#ask(maker, pack)) ?? judgement;
    }
    const asked = [...makers, ...regulators].join(' and ');
    throw new LedgerError(
      'MEMBER_UNAVAILABLE',
      `this organisation has no peer for medicines, and ${asked} cannot be asked now`,
    );
  }

  #ask(member: string, pack: ScannedPack): Promise<Judgement | undefined> {
    return this.parts.client.call(member, PACK_JUDGEMENT_CALL, pack).catch((error: unknown) => {
      if (error instanceof LedgerError && error.code === 'MEMBER_UNAVAILABLE') return undefined;
      throw error;
    });
  }
}
