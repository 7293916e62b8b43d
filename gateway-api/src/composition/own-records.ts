/** Health records as a custodian's gateway has them: its channel, its clients and its vault. Put together once, shared by all. */
import type { Item } from '@theriac/domain/ehr';
import { type Instant, instantOf } from '@theriac/domain/ledger';
import { DrawnIds } from '../ehr/drawn-ids';
import { EhrChannel } from '../ehr/ehr-channel';
import { LinkClient } from '../ehr/links/link.client';
import { RecordLinkStore } from '../ehr/links/record-links.store';
import { PatientClient } from '../ehr/patients/patient.client';
import { RecordLogClient } from '../ehr/record-log';
import { classOfItem, type PatientKeyStore, Vault } from '../ehr/vault';
import { secretFor } from '../idempotency';
import { ChannelLedger } from '../ledger';
import type { Foundation } from './foundation';

/** What the businesses share about health records. */
export interface OwnRecords {
  readonly channel: EhrChannel;
  readonly ledger: ChannelLedger;
  readonly patients: PatientClient;
  readonly links: LinkClient;
  /** The own record numbers and whose they are. */
  readonly recordLinks: RecordLinkStore;
  readonly logs: RecordLogClient;
  readonly keys: PatientKeyStore;
  readonly vault: Vault<Item>;
  readonly ids: DrawnIds;
  /** The gateway's clock. */
  readonly now: () => Instant;
}

/** Puts them together; undefined where the organisation keeps no health records. */
export function ownRecords({ own, db, custody, recordSecret, ...foundation }: Foundation): OwnRecords | undefined {
  const channel = EhrChannel.of(own);
  if (channel === undefined || custody === undefined) return undefined;
  const ledger = new ChannelLedger(foundation.ledger, channel.name);
  const now = (): Instant => instantOf(foundation.now());
  return {
    ...{ channel, ledger, now },
    patients: new PatientClient(ledger),
    links: new LinkClient(ledger, channel.self),
    recordLinks: new RecordLinkStore(db, channel.self.name, now),
    logs: new RecordLogClient(ledger),
    keys: custody.patients,
    vault: new Vault<Item>(db, custody.organisation, classOfItem),
    ids: new DrawnIds(secretFor(recordSecret, 'ids')),
  };
}
