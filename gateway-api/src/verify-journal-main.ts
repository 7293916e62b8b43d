/** Verifies the journal of one gateway: `node dist/verify-journal-main.js` with the gateway's own environment. */
import { ConfigError } from './config/config-error';
import { journalChannel, readAnchoredHeads, reportLines, verifyJournal } from './journal';
import { runVerification } from './run-verification';

/** A line of progress each so many entries. */
const PROGRESS_EVERY = 100_000;

runVerification(async ({ config, own, db, side, say }) => {
  const { organisation } = config;
  const channel = journalChannel(own.channels, config.journalChannel);
  if (channel === undefined) throw new ConfigError(['the organisation is on no channel that holds Anchors']);
  say(`${organisation}: reading the heads of its journal on ${channel} …`);
  const height = await side.probe.height(channel);
  const heads = await readAnchoredHeads({ ledger: side.ledger, channel, height, organisation });
  say(`${heads.length} heads in ${height} blocks; reading the entries …`);
  let next = PROGRESS_EVERY;
  const report = await verifyJournal({
    ...{ db, heads },
    progress: (entries) => {
      if (entries < next) return;
      say(`${entries} entries are right so far`);
      next = entries - (entries % PROGRESS_EVERY) + PROGRESS_EVERY;
    },
  });
  for (const line of reportLines(report)) say(line);
  return report.fault === undefined && report.unaccounted === 0;
});
