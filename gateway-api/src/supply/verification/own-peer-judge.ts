/** Judges packs on the own peer, with the lot's secret here or the digest from who has it. */
import { LedgerError } from '@theriac/domain/ledger';
import type { LedgerVerdict, PackRef } from '@theriac/domain/supply';
import type { Caller } from '../../caller';
import type { MissingSecrets } from '../lot-secrets/missing-secrets';
import type { SupplyClient } from '../supply.client';
import type { Judgement, PackJudge, ScannedPack } from './judgement';
import type { LotShelf, ShelvedLot } from './lot-shelf';
import type { PackQuestions } from './pack-questions';
import type { PackRefs } from './pack-refs';
import type { WrongLotFinder } from './wrong-lot';

/** What judging on the own peer needs. */
export interface OwnPeerJudgeParts {
  readonly self: string;
  readonly supply: SupplyClient;
  /** Whose certificate evaluates: reading leaves nothing on the ledger. */
  readonly machine: Caller;
  readonly questions: PackQuestions;
  readonly shelf: LotShelf;
  readonly refs: PackRefs;
  readonly missing: Pick<MissingSecrets, 'fetch'>;
  /** Makers and regulators know whether a serial belongs to another lot; others cannot say it. */
  readonly wrongLot: WrongLotFinder | undefined;
  readonly now: () => string;
}

/** Judges on the own peer. */
export class OwnPeerJudge implements PackJudge {
  constructor(private readonly parts: OwnPeerJudgeParts) {}

  async judge(pack: ScannedPack): Promise<Judgement> {
    const first = await this.#byLedger(pack);
    const { wrongLot } = this.parts;
    const isInAnotherLot =
      wrongLot !== undefined &&
      (first.verdict === 'unknown-serial' || first.verdict === 'lot-not-known') &&
      (await wrongLot.isInAnotherLot(pack));
    return isInAnotherLot ? { ...first, verdict: 'wrong-lot' } : first;
  }

  async #byLedger(pack: ScannedPack): Promise<Judgement> {
    const { shelf } = this.parts;
    const lot = await shelf.find(pack);
    if (lot === undefined) return this.#away(pack);
    const verdict = await this.#evaluateWith(lot, pack);
    if (verdict.verdict !== 'unknown-serial') return this.#told(verdict);
    // Before a pack is called unknown, the secret is read anew: the lot may have been begun anew with another.
    const fresh = await shelf.findAnew(pack);
    const isSame = fresh !== undefined && Buffer.from(fresh.secret).equals(lot.secret);
    return this.#told(fresh === undefined || isSame ? verdict : await this.#evaluateWith(fresh, pack));
  }

  async #evaluateWith(lot: ShelvedLot, pack: ScannedPack): Promise<LedgerVerdict> {
    return this.#evaluate(await this.parts.refs.withSecret(lot, pack), pack);
  }

  #evaluate(ref: PackRef, { expiry }: ScannedPack): Promise<LedgerVerdict> {
    return this.parts.questions.ask({ ...ref, ...(expiry && { expiry }) });
  }

  /**
   * Without the secret: who has it is found on the ledger. Of a lot that is here it gives the secret, of another the
   * digest; the own peer judges all the same.
   */
  async #away(pack: ScannedPack): Promise<Judgement> {
    const { supply, machine, refs, missing, shelf } = this.parts;
    const lot = await supply.readLot(machine, pack).catch(notFoundAs('LOT_NOT_FOUND'));
    if (lot === undefined) return this.#withoutLot(pack);
    const shelved = (await missing.fetch(lot, refs.holdersOf(lot.maker))) ? await shelf.find(pack) : undefined;
    if (shelved !== undefined) return this.#told(await this.#evaluateWith(shelved, pack));
    return this.#told(await this.#evaluate(await refs.fromMember(lot.maker, pack), pack));
  }

  async #withoutLot({ gtin }: ScannedPack): Promise<Judgement> {
    const { supply, machine, self, now } = this.parts;
    const product = await supply.readProduct(machine, gtin).catch(notFoundAs('PRODUCT_NOT_FOUND'));
    const about = { at: now() as Judgement['at'], judgedBy: self };
    if (product === undefined) return { verdict: 'product-not-in-network', ...about };
    return { verdict: 'lot-not-known', maker: product.organisation, ...about };
  }

  #told({ gtin: _gtin, lot: _lot, part: _part, ...known }: LedgerVerdict): Judgement {
    return { ...known, judgedBy: this.parts.self };
  }
}

function notFoundAs(code: LedgerError['code']): (error: unknown) => undefined {
  return (error) => {
    if (error instanceof LedgerError && error.code === code) return undefined;
    throw error;
  };
}
