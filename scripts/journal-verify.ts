/** npm run journal:verify: checks an organisation's journal, entry by entry, against itself and against the ledger. */
import { runAtGateway } from './network/run-at-gateway';

const HELP = {
  usage: 'npm run journal:verify -- ORGANISATION [--network NAME]',
  lines: [
    'Reads the journal from the organisation’s database and every head of it from the blocks of its own peer, and names the',
    'first entry that is altered, missing or out of order. The network must run; the gateway may go on writing.',
    'Exit code 1 when something is not right, 2 when it could not be verified.',
  ],
};

void runAtGateway(HELP, 'verify-journal-main.js');
