/** Before a pack is suspected: would the scan be right if the scanner were set otherwise? */
import { alternativeReadings, type Scan, type ScanContext, type TechnicalCause } from '@theriac/domain/gs1';
import type { VerdictCode } from '@theriac/domain/supply';
import type { Judgement, PackJudge } from './judgement';
import type { PackTraces } from './pack-traces';
import { packOf } from './scanned-pack';

/** Who is asked about a code as it might have been meant. */
export interface DoubtParts {
  readonly judge: PackJudge;
  /** Spares the ledger readings that name nothing; an organisation without a peer for medicines has none. */
  readonly traces: Pick<PackTraces, 'mayExist'> | undefined;
}

/** A wrong setting of the scanner that would explain a suspicious verdict: the code read otherwise names a pack that exists. */
export async function technicalDoubt(
  scan: Scan,
  context: ScanContext,
  { judge, traces }: DoubtParts,
): Promise<TechnicalCause | undefined> {
  for (const { cause, scan: reading } of alternativeReadings(scan, context)) {
    const pack = packOf(reading);
    if (pack === undefined || (await traces?.mayExist(pack)) === false) continue;
    if (isKnown(await judge.judge(pack))) return cause;
  }
  return undefined;
}

/** What is only said of a pack that exists. */
const OF_KNOWN_PACKS: readonly VerdictCode[] = ['authentic', 'expired', 'lot-locked', 'recalled', 'withdrawn'];

/** The pack exists as read: whether it may be supplied, the next scan will tell. */
function isKnown({ verdict }: Judgement): boolean {
  return OF_KNOWN_PACKS.includes(verdict);
}
