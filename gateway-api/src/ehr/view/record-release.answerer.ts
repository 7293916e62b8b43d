/** Answers other members' gateways that ask what a session of their people opens. */
import { LedgerError } from '@theriac/domain/ledger';
import { answerer, type CallAnswerer } from '../../members';
import { RECORD_RELEASE_CALL } from './record-release.call';
import type { RecordReleases } from './record-releases';

/** @param members who is on the channel of health records */
export function recordReleaseAnswerer(releases: RecordReleases, members: readonly string[]): CallAnswerer {
  return answerer(RECORD_RELEASE_CALL, async (sender, { session }) => {
    if (!members.includes(sender)) throw new LedgerError('NOT_PERMITTED', 'only members of the channel read records');
    return releases.release(sender, session);
  });
}
