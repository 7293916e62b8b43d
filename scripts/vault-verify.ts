/** npm run vault:verify: checks an organisation's health records, row by row, against their record logs on the ledger. */
import { runAtGateway } from './network/run-at-gateway';

const HELP = {
  usage: 'npm run vault:verify -- ORGANISATION [--network NAME]',
  lines: [
    'Decrypts every record in the organisation’s vault, makes each batch’s commitment anew and compares it with the record log',
    'that its own peer holds: a record that was altered, dropped or labelled anew is named by its id. The network must run; the',
    'gateway may go on importing, and a batch that is on its way to the ledger meanwhile shows as not anchored.',
    'Exit code 1 when something is not right, 2 when it could not be verified.',
  ],
};

void runAtGateway(HELP, 'verify-vault-main.js');
