/** A gateway-like process that anchors one head, and kills itself with SIGKILL at the end of the phase it is told. */
import { type AnchorHead, headAnchoredSchema } from '@theriac/domain/anchors';
import { ChannelLedger, type Phase } from '../../gateway-api/src/ledger';
import { openClient } from './ledger-client.fixture';

/** What the test tells the process, as JSON in its first argument. */
export interface DriverTask {
  readonly organisation: string;
  readonly databaseUrl: string;
  readonly command: AnchorHead;
  readonly reference: string;
  readonly killAfter: Phase;
}

async function drive(task: DriverTask): Promise<void> {
  const client = openClient(task.organisation, task.databaseUrl, {
    phaseEnded: (phase) => {
      if (phase === task.killAfter) process.kill(process.pid, 'SIGKILL');
    },
  });
  await new ChannelLedger(client.ledger, 'supply').submit(
    client.machine,
    'Anchors:AnchorHead',
    task.command,
    headAnchoredSchema,
    { reference: task.reference },
  );
  throw new Error('nobody killed this process');
}

if (require.main === module) void drive(JSON.parse(process.argv[2] ?? '') as DriverTask);
