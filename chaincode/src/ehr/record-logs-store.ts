/** What one custodian anchors together: a log each of several patients. */
import type { CustodianLog } from '@theriac/domain/ehr';
import type { PrivateStore, Saves } from '../ledger';

/** Puts the logs that changed. */
export class RecordLogsStore implements Saves<readonly CustodianLog[]> {
  constructor(private readonly logs: PrivateStore<CustodianLog>) {}

  async put(logs: readonly CustodianLog[]): Promise<void> {
    for (const log of logs) await this.logs.put(log);
  }
}
