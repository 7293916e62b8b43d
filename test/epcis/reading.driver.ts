/** A process of its own that reads one large document and says what that cost: `FORM PACKS LOTS`. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Readable } from 'node:stream';
import { commissioningCollector } from '../../domain/src/epcis';
import { readEpcisDocument } from '../../gateway-api/src/epcis';
import { bytesOf, commissioningDocument, CONTENT_TYPES, type DocumentForm, serials } from '../fixtures/epcis-generator';

/** What reading cost. Megabytes are 2^20 bytes. */
export interface ReadingCost {
  readonly documentMegabytes: number;
  readonly packs: number;
  readonly lots: number;
  readonly faults: number;
  readonly processorSeconds: number;
  /** The most memory that the whole process ever held, Node and its libraries included. */
  readonly peakMegabytes: number;
  /** The longest that another request would have waited. */
  readonly longestWaitMilliseconds: number;
}

async function measure(form: DocumentForm, packs: number, lots: number): Promise<ReadingCost> {
  const all = Array.from({ length: lots }, (_, lot) => ({
    product: '9521104.001234',
    lot: `LOT-${lot}`,
    expiry: '2029-10-31',
    serials: serials(packs / lots, `S${lot}-`),
  }));
  let bytes = 0;
  function* counted(): Generator<Uint8Array> {
    for (const piece of bytesOf(commissioningDocument(form, all))) {
      bytes += piece.length;
      yield piece;
    }
  }
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const collector = commissioningCollector();
  let faults = 0;
  delay.enable();
  const before = process.cpuUsage();
  for await (const item of readEpcisDocument(Readable.from(counted()), CONTENT_TYPES[form])) {
    if (item.kind === 'event') collector.add(item.event, item.index);
    if (item.kind === 'fault') faults += 1;
  }
  const { user, system } = process.cpuUsage(before);
  // Once more round the loop, so that the last wait is counted.
  await new Promise((resolve) => setTimeout(resolve, 20));
  delay.disable();
  const { commissionings } = collector.plan();
  return {
    documentMegabytes: bytes / 2 ** 20,
    packs: commissionings.reduce((sum, each) => sum + each.serials.length, 0),
    lots: commissionings.length,
    faults,
    processorSeconds: (user + system) / 1e6,
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
    longestWaitMilliseconds: delay.max / 1e6,
  };
}

const [form, packs, lots] = process.argv.slice(2);
void measure(form as DocumentForm, Number(packs), Number(lots)).then((cost) => {
  process.stdout.write(JSON.stringify(cost));
});
