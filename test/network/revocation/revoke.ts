/** Revokes a person in a process that a test may kill: revoke.ts ORGANISATION RANDOM-NAME */
import { revoke } from '../../../network/src/revocation';
import { PLACE } from '../native-network.fixture';

const [organisation = '', id = ''] = process.argv.slice(2);

void revoke(
  PLACE,
  { organisation, id, isMachine: false },
  { reason: 'keyCompromise', certificatesOnly: false, report: (line) => process.stdout.write(`${line}\n`) },
);
