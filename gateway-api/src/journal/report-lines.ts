/** What a verification found, as a person reads it. */
import type { FoundFault, JournalReport } from './verify-journal';

/** The lines, the verdict last. */
export function reportLines({
  entries,
  erased,
  unaccounted,
  agreeingHeads,
  newestHead,
  fault,
}: JournalReport): string[] {
  return [
    `${entries} entries are right, ${erased} of them without the personal part, which was erased`,
    newestHead === undefined
      ? 'no head of the ledger covers any of them'
      : `${agreeingHeads} heads of the ledger agree, the newest of entry ${newestHead.size}, anchored ${newestHead.at} in block ${newestHead.blockNumber}`,
    ...(fault === undefined && newestHead !== undefined && newestHead.size < entries
      ? [`entries ${newestHead.size + 1} to ${entries} wait for the next head`]
      : []),
    ...(unaccounted === 0 ? [] : [`NOT RIGHT: ${unaccounted} personal parts are gone that no erasure accounts for`]),
    ...(fault === undefined ? [] : [`NOT RIGHT: ${faultText(fault)}`]),
    ...(fault === undefined && unaccounted === 0 ? ['the journal is as it was written'] : []),
  ];
}

function faultText({ kind, sequence, at, until, detail }: FoundFault): string {
  const entry =
    until === undefined || until === sequence
      ? `the first is entry ${sequence}${at === undefined ? '' : ` of ${at}`}`
      : `the first is one of entries ${sequence} to ${until}`;
  return `entries are ${kind}; ${entry}: ${detail}`;
}
