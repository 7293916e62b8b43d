/** Reads the serials of an uploaded file, CSV or NDJSON, to its end, before anything is done with them. */
import type { Serial } from '@theriac/domain/gs1';
import { firstLineOf, readRecordFile } from '../../uploads';
import { SerialGatherer } from './serial-faults';

/**
 * The serials of a file with the one field `serial`, in its order, each once.
 *
 * @throws LedgerError INVALID_INPUT or SERIAL_DUPLICATE, naming lines and rules
 */
export async function readSerialFile(
  mediaType: string,
  source: AsyncIterable<Uint8Array>,
): Promise<ReadonlySet<Serial>> {
  const gatherer = new SerialGatherer(firstLineOf(mediaType));
  await readRecordFile(mediaType, ['serial'], source, gatherer);
  return gatherer.end();
}
