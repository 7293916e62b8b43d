/** What this organisation remembers of what left the network and came back, rebuilt from blocks at will. */
import { readState } from '@theriac/domain/ledger';
import { departureShape, readmissionShape } from '@theriac/domain/supply';
import { type Projection, projection } from '../../projections';
import { SUPPLY_CHANNEL } from '../supply-channel';
import { departures, readmissions } from './departures.table';

/** Reads departures and readmissions, each of which is written once. */
export const departuresProjection: Projection = projection('departures', {
  version: 1,
  channels: [SUPPLY_CHANNEL],
  tables: [departures, readmissions],
  writes: {
    [departureShape.objectType]: async ({ value }, { upsert, transaction: { transactionId } }) => {
      // No contract deletes one.
      if (value === undefined) return;
      const state = readState(departureShape, Buffer.from(value).toString('utf8'));
      const { departure: id, from, changedAt: at } = state;
      await upsert(departures, departures.id, { id, organisation: from.organisation, state, at, transactionId });
    },
    [readmissionShape.objectType]: async ({ value }, { upsert, transaction: { transactionId } }) => {
      if (value === undefined) return;
      const state = readState(readmissionShape, Buffer.from(value).toString('utf8'));
      const { readmission: id, holder, flags, changedAt: at } = state;
      const lastHolders = [...new Set(flags.map(({ lastHolder }) => lastHolder))];
      const row = { id, organisation: holder.organisation, lastHolders, state, at, transactionId };
      await upsert(readmissions, readmissions.id, row);
    },
  },
});
