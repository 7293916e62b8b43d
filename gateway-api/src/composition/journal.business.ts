/** The journal as this gateway has it: its list, its anchoring, and what is told of that. */
import { AnchorsClient } from '../anchors/anchors.client';
import { anchorCheck, JournalAnchoring, journalChannel, journalRoutes, JournalStore } from '../journal';
import type { Business, Foundation } from './foundation';

/** How often it is looked whether it is time to anchor, at most: an indexed look. */
const LOOK_EVERY = 5_000;

/** The journal's part of the gateway. Without a channel to anchor on, it is kept all the same. */
export function journal({ config, own, db, ledger, machine }: Foundation): Business {
  const store = new JournalStore(db);
  const common = { jobKinds: [], receivers: [], answerers: [], routes: () => journalRoutes(store) };
  const channel = journalChannel(own.channels, config.journalChannel);
  if (channel === undefined) return common;
  const anchoring = new JournalAnchoring({
    ...{ store, machine, channel, client: new AnchorsClient(ledger) },
    ...{ everyMs: config.journalAnchorEvery, everyEntries: config.journalAnchorEntries },
  });
  const everyMs = Math.min(LOOK_EVERY, config.journalAnchorEvery);
  return {
    ...common,
    chores: [{ name: 'anchor the journal', everyMs, run: () => anchoring.anchorWhenDue() }],
    checks: [anchorCheck(store, anchoring, config.journalAnchorOverdue)],
    ending: () => anchoring.anchor(),
  };
}
