/** npm run rebuild: makes an organisation's projections anew from block 0; its own data stay as they are. */
import { runAtGateway } from './network/run-at-gateway';

const HELP = {
  usage: 'npm run rebuild -- ORGANISATION [--network NAME]',
  lines: [
    'Empties the projections of an organisation’s gateway, which then reads the chain again from its first block.',
    'The network must run; the gateway may. Own data (secrets, serial index, jobs, outbox, journal) are not touched.',
  ],
};

void runAtGateway(HELP, 'rebuild.js');
