/** The checks of a gateway: its database, each channel through its own peer, and its listeners. */
import type { Pool } from 'pg';
import type { BlockListener } from '../blocks';
import type { LedgerProbe } from './ledger-probe';
import type { ReadinessCheck } from './readiness';

/** More blocks behind than this, and lists are too old to be shown as they are. */
const MOST_BLOCKS_BEHIND = 20n;

/** The database answers. */
export function databaseCheck(pool: Pool): ReadinessCheck {
  return {
    name: 'database',
    check: async () => {
      await pool.query('SELECT 1');
      return [];
    },
  };
}

/** Enough members endorse on a channel: ports that listen say little. */
export function endorsementCheck(channel: string, probe: LedgerProbe): ReadinessCheck {
  return {
    name: `endorsement on ${channel}`,
    check: async () => {
      await probe.endorses(channel);
      return [];
    },
  };
}

/** A listener follows its channel closely. */
export function listenerCheck(
  listener: Pick<BlockListener, 'channel' | 'state' | 'nextBlock'>,
  probe: LedgerProbe,
  tellLag: (channel: string, blocks: bigint) => void,
): ReadinessCheck {
  const { channel } = listener;
  return {
    name: `blocks of ${channel}`,
    check: async () => {
      if (listener.state === 'broken') return ['the chain of blocks is broken'];
      const behind = (await probe.height(channel)) - listener.nextBlock;
      tellLag(channel, behind);
      return behind > MOST_BLOCKS_BEHIND ? [`${behind} blocks are still to be read`] : [];
    },
  };
}
