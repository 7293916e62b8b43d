/** The requester's side of VRS: who answers for the GTIN is asked, wherever its gateway is, and a suspicion is filed. */
import type { Consortium, Member } from '@theriac/domain/consortium';
import type { Gln, Gtin } from '@theriac/domain/gs1';
import { LedgerError } from '@theriac/domain/ledger';
import { type AlertCause, narrowToSite, VERDICTS, VRS_OUTCOMES, type VrsVerification } from '@theriac/domain/supply';
import type { Alerts } from '../../alerts';
import type { Caller } from '../../caller';
import type { GuessLimit } from '../../limits';
import type { MemberClient } from '../../members';
import { type Judgement, type PackJudge, type ScannedPack, suspected } from '../verification/judgement';
import type { SiteDays } from '../verification/site-day';
import type { GtinDirectory } from './gtin-directory';
import { requireRequester } from './requester';
import { isFailedMatch, responderOf, VRS_CONNECTIVITY_CALL, VRS_VERIFICATION_CALL } from './vrs-responder';

/** What asking needs. */
export interface VrsParts {
  readonly consortium: Consortium;
  readonly self: Member;
  readonly directory: GtinDirectory;
  /** Judges the own packs of a maker. */
  readonly judge: PackJudge;
  readonly client: MemberClient;
  readonly alerts: Alerts;
  readonly regulators: readonly string[];
  readonly days: SiteDays;
  /** By the person who asks. */
  readonly guesses: GuessLimit;
  readonly now: () => Date;
}

/** A question about a pack. */
export interface VrsQuestion {
  readonly pack: ScannedPack;
  readonly requester: Gln;
  /** Names the question to who asks it. */
  readonly id: string;
}

interface Answered {
  readonly responder: Gln;
  readonly judgement: Judgement;
}

/** Verifies packs for trading partners. */
export class Vrs {
  constructor(private readonly parts: VrsParts) {}

  /**
   * The site of the maker that answers for a GTIN, when its gateway can be asked.
   *
   * @throws LedgerError UNKNOWN_REQUESTER, REQUESTER_NOT_OWN, GTIN_NOT_IN_DIRECTORY, MEMBER_UNAVAILABLE
   */
  async responderOf({ organisation }: Caller, gtin: Gtin, requester: Gln): Promise<Gln> {
    const { consortium, self, client } = this.parts;
    requireRequester(consortium, requester, organisation);
    const responsible = await this.#responsibleFor(gtin);
    if (responsible === self.name) return responderOf(self);
    return (await client.call(responsible, VRS_CONNECTIVITY_CALL, { gtin, requester })).responder;
  }

  /**
   * Verifies a pack by the word of the maker that answers for it.
   *
   * @throws LedgerError as {@link responderOf}; TOO_MANY_REQUESTS; STALE at the maker itself
   */
  async verify(caller: Caller, { pack, requester, id }: VrsQuestion): Promise<VrsVerification> {
    const { consortium, guesses, days, now } = this.parts;
    requireRequester(consortium, requester, caller.organisation);
    const responsible = await this.#responsibleFor(pack.gtin);
    const ask = (): Promise<Answered> => this.#ask(responsible, pack, requester);
    const answered = await guesses.answer(caller.person, ask, (answer) => isFailedMatch(answer.judgement));
    const judgement = narrowToSite(answered.judgement, days.today(caller, now()));
    await this.#suspect(judgement, pack, responsible);
    return {
      verificationTimestamp: judgement.at,
      responderGLN: answered.responder,
      data: VRS_OUTCOMES[judgement.verdict],
      corrUUID: id,
    };
  }

  async #responsibleFor(gtin: Gtin): Promise<string> {
    const responsible = await this.parts.directory.responsibleFor(gtin);
    if (responsible !== undefined) return responsible;
    throw new LedgerError('GTIN_NOT_IN_DIRECTORY', 'the look-up directory has no maker for this GTIN');
  }

  async #ask(responsible: string, pack: ScannedPack, requester: Gln): Promise<Answered> {
    const { self, judge, client } = this.parts;
    if (responsible !== self.name) return client.call(responsible, VRS_VERIFICATION_CALL, { pack, requester });
    return { responder: responderOf(self), judgement: await judge.judge(pack) };
  }

  async #suspect({ verdict }: Judgement, pack: ScannedPack, responsible: string): Promise<void> {
    if (!VERDICTS[verdict].isSuspicious) return;
    // Every suspicious verdict is a cause.
    await this.parts.alerts.raise(verdict as AlertCause, suspected(pack), [responsible, ...this.parts.regulators]);
  }
}
