/** Looks whether records that wait for a link have one by now, and keeps what was told of them. */
import type { Database } from '../../database';
import type { RecordAnchoring } from '../record-log/record-anchoring';
import type { PatientKeyStore } from '../vault';
import type { RecordKeeper, RecordOwners } from './record-keeper';
import { WaitingResources } from './waiting-resources.store';

/** Records whose names are read at once. */
const RECORDS_AT_ONCE = 200;

/** What is looked at. */
export interface WaitingLinksParts {
  readonly db: Database;
  readonly keys: PatientKeyStore;
  readonly keeper: RecordKeeper;
  readonly owners: RecordOwners;
  readonly anchoring: Pick<RecordAnchoring, 'anchorAll'>;
}

/** Records that wait for a link. */
export class WaitingLinks {
  constructor(private readonly parts: WaitingLinksParts) {}

  /** Keeps what waits of every record that is linked by now, and anchors whatever is not anchored yet. */
  async keepLinked(): Promise<void> {
    const { db, keys, owners, anchoring } = this.parts;
    const waiting = new WaitingResources(db, keys);
    let last = '';
    for (;;) {
      const records = await waiting.recordsAfter(last, RECORDS_AT_ONCE);
      for (const record of records) {
        const patient = await owners.patientOf(await waiting.recordNumberOf(record));
        if (patient !== undefined) await this.#keep(waiting, record, patient);
        last = record;
      }
      if (records.length === 0) break;
    }
    await anchoring.anchorAll();
  }

  async #keep(waiting: WaitingResources, record: string, patient: string): Promise<void> {
    const { db, keeper } = this.parts;
    for (let left = 1; left > 0;) {
      const { kept, erased } = await db.transaction((within) => keeper.keepNext({ waiting, record, patient }, within));
      left = kept.length + erased.length;
    }
  }
}
