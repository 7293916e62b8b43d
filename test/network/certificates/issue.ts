/** Issues an organisation's certificates in a process that a test may kill: issue.ts FOLDER PORT-OFFSET ORGANISATION */
import { issueForOrganisation } from '../../../network/src/certificates';
import { scratchNetwork } from './scratch-network';

const [folder = '', portOffset = '', organisation = ''] = process.argv.slice(2);

void issueForOrganisation(scratchNetwork({ folder, portOffset: Number(portOffset) }), organisation, {
  report: (line) => process.stdout.write(`${line}\n`),
});
