/** Tells of entries that no head on the ledger covers for too long: no reason to serve nobody, but one to look. */
import type { ReadinessCheck } from '../readiness/readiness';
import type { JournalAnchoring } from './anchoring';
import type { JournalStore } from './journal.store';

/** @param overdueMs how old the oldest of them may be */
export function anchorCheck(
  store: Pick<JournalStore, 'unanchored'>,
  anchoring: Pick<JournalAnchoring, 'isDiverged'>,
  overdueMs: number,
): ReadinessCheck {
  return {
    name: 'journal on the ledger',
    noticeOnly: true,
    check: async () => {
      const { entries, oldestMs } = await store.unanchored();
      return [
        ...(anchoring.isDiverged ? ['the head on the ledger is not of this journal'] : []),
        ...(oldestMs > overdueMs ? [`${entries} entries wait to be anchored, the oldest too long`] : []),
      ];
    },
  };
}
