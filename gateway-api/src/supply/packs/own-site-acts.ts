/** Whether a state on the ledger is the caller's own site's doing: what the ledger hides the own data know. */
import type { Caller } from '../../caller';
import type { Judgement, ScannedPack } from '../verification/judgement';
import type { PackRefs } from '../verification/pack-refs';
import type { OwnActs } from '../verification/verification';
import type { PackActStore } from './pack-acts.store';

/** Asks the own data; a state is mostly of the pack alone, and sometimes of the case that it lies in. */
export class OwnSiteActs implements OwnActs {
  constructor(
    private readonly acts: PackActStore,
    private readonly refs: PackRefs,
  ) {}

  async isOf({ site }: Caller, { by, container }: Judgement, pack: ScannedPack): Promise<boolean> {
    if (by === undefined || site === undefined) return false;
    const { digest } = await this.refs.find(pack);
    for (const subject of container === undefined ? [digest] : [digest, container])
      if ((await this.acts.behind(by, subject, site)) !== undefined) return true;
    return false;
  }
}
