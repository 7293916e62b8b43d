/** Judges packs only while the own peer is fresh: on an old ledger an unknown pack may be known by now. */
import type { FreshReads } from '../../freshness';
import { SUPPLY_CHANNEL } from '../supply-channel';
import type { Judgement, PackJudge, ScannedPack } from './judgement';

/** Asks another judge, unless its answer might be old. */
export class FreshJudge implements PackJudge {
  constructor(
    private readonly freshness: FreshReads,
    private readonly judgeOfOwnPeer: PackJudge,
  ) {}

  /** @throws LedgerError STALE */
  async judge(pack: ScannedPack): Promise<Judgement> {
    this.freshness.require(SUPPLY_CHANNEL);
    return this.judgeOfOwnPeer.judge(pack);
  }
}
