/** The part of `EhrAccess` that holds what custodians' records add up to. */
import { aboutPatientSchema, anchorRecords, anchorRecordsSchema } from '@theriac/domain/ehr';
import { canonicalJson } from '@theriac/domain/ledger';
import { Transaction } from 'fabric-contract-api';
import { ConsentTransactions } from './consent.transactions';
import { EhrContext } from './ehr.context';
import { loadAnchorings } from './load-session';

/** Transactions of `EhrAccess`, which extends this: one contract in several files. */
export abstract class RecordLogTransactions extends ConsentTransactions {
  /** A custodian commits to the batches of records that it took in. */
  @Transaction()
  async AnchorRecords(ctx: EhrContext): Promise<string> {
    const command = ctx.privateCommand(anchorRecordsSchema);
    const actor = ctx.authorise();
    const anchorings = await loadAnchorings(ctx, command, actor.organisation);
    const now = ctx.now(...anchorings.map(({ known }) => known));
    return ctx.savePrivate(ctx.manyRecordLogs, anchorRecords(ctx.digest, anchorings, actor, now));
  }

  /** What each custodian that ever anchored records of a patient has anchored. */
  @Transaction(false)
  async ReadRecordLogs(ctx: EhrContext): Promise<string> {
    const { patient } = ctx.privateCommand(aboutPatientSchema);
    ctx.authorise();
    const logs = await Promise.all(ctx.memberNames.map((custodian) => ctx.recordLogs.find(patient, custodian)));
    return canonicalJson(logs.filter((log) => log !== undefined));
  }
}
