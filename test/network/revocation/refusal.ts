/** How a refusal is told from a failure, and what shows that the ledger goes on. */
import { failureText, until, withPeerSession } from '@theriac/network';
import { aLog, anchorHeadOnce, PLACE } from '../native-network.fixture';

/** Other tests may have killed peers a moment ago. */
export const PATIENCE = { withinMs: 30_000 };

/** What peers and orderers say to whom they do not let in. */
export const DENIED = /access denied|creator org unknown|PERMISSION_DENIED|FORBIDDEN/i;

/** What was said to who was refused. */
export async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'it was done';
  } catch (error) {
    return failureText(error);
  }
}

/** A committed transaction of the hospital, with an event. */
export function anchorSomething(channel: string): Promise<void> {
  const log = aLog();
  return withPeerSession(PLACE, 'hospital', 'gateway', (session) =>
    until('a head', () => anchorHeadOnce(session, channel, log, 1), PATIENCE),
  );
}
