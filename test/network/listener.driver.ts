/** A gateway-like process that reads blocks into a database until somebody kills it. */
import { BlockListener } from '../../gateway-api/src/blocks';
import { anchoredHeadsProjection } from '../../gateway-api/src/projections';
import { openClient } from './ledger-client.fixture';
import { seenProjection } from './listener.seen';

if (require.main === module) {
  const client = openClient('pharmacy', process.argv[2] ?? '');
  const listener = new BlockListener({
    channel: 'supply',
    ledger: client.ledger,
    database: client.database.db,
    readers: [anchoredHeadsProjection, seenProjection],
    observer: {
      blockApplied: ({ number }) => process.stdout.write(`${number}\n`),
      stuck: (_channel, error) => process.stderr.write(`${String(error)}\n`),
      broken: (error) => process.stderr.write(`${String(error)}\n`),
    },
  });
  void listener.run(new AbortController().signal);
}
