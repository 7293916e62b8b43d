/** A custodian's records as one session opens them: decided one by one, and each batch opened as far as that goes. */
import { type Item, opensInEmergency, type ReleaseScope } from '@theriac/domain/ehr';
import { type CommittedRecord, openBatch, type RecordVersion } from '@theriac/domain/ehr/commitment';
import type { Transaction } from '../../database';
import { nodeDigest } from '../../supply/node-digest';
import type { StoredVersion, Vault } from '../vault';
import type { RecordRelease, ReleasedRecord } from './record-release.call';

/** What is opened. */
export type OpenedRecords = Pick<RecordRelease, 'batches'>;

/**
 * Opens a patient's records for a session. What the vault cannot read or has changed since it was committed to goes with its
 * class: so the reader misses it, and says so.
 *
 * @throws LedgerError RECORDS_ERASED
 */
export async function openRecords(
  vault: Vault<Item>,
  patient: string,
  scope: ReleaseScope,
  within: Transaction,
): Promise<OpenedRecords> {
  const { versions } = await vault.versions(patient, within);
  const batches = await vault.batches(patient, within);
  const opened = await decideVersions(vault, { patient, scope, versions }, within);
  const decided = new Map(versions.map((one) => [nameOf(one), one]));
  const isGranted = (one: CommittedRecord): boolean => {
    const version = decided.get(nameOf(one));
    if (version?.class === one.class) return opened.has(nameOf(one));
    return scope.opensClass(one.class);
  };
  const granted = batches.map(({ committed }) => committed?.records.filter(isGranted) ?? []);
  const { bodies } = await vault.bodies(patient, granted.flat(), within);
  const released = new Map(bodies.map((one) => [nameOf(one), releasedOf(one, decided.get(nameOf(one)))]));
  return {
    batches: batches.map(({ root, committed }, index) => ({
      root,
      opening: committed === undefined ? null : openBatch(nodeDigest, committed, isGranted, scope.limit),
      records: (granted[index] ?? []).flatMap((one) => released.get(nameOf(one)) ?? []),
    })),
  };
}

interface Deciding {
  readonly patient: string;
  readonly scope: ReleaseScope;
  readonly versions: readonly StoredVersion<Item>[];
}

/** The versions that the session opens, by name. */
async function decideVersions(
  vault: Vault<Item>,
  { patient, scope, versions }: Deciding,
  within: Transaction,
): Promise<ReadonlyMap<string, StoredVersion<Item>>> {
  const open = versions.filter(({ item }) => scope.opens(item));
  const byName = new Map(open.map((one) => [nameOf(one), one]));
  if (!scope.isSealed) return byName;
  const { bodies } = await vault.bodies(patient, open, within);
  const isOpen = opensInEmergency(bodies.map(({ body }) => body));
  const names = new Set(bodies.filter(({ body }) => isOpen(body)).map(nameOf));
  return new Map([...byName].filter(([name]) => names.has(name)));
}

function releasedOf(
  { record, version, body }: RecordVersion & { readonly body: unknown },
  stored: StoredVersion<Item> | undefined,
): ReleasedRecord {
  const sources = (stored?.sources ?? []).map((one) => ({ ...one, identifiers: [...one.identifiers] }));
  return {
    ...{ record, version, thing: stored?.thing ?? record },
    ...{ body: body as ReleasedRecord['body'], sources: sources as ReleasedRecord['sources'] },
  };
}

function nameOf({ record, version }: RecordVersion): string {
  return `${record}/${version}`;
}
