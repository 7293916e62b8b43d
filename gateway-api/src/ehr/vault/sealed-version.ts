/** How a version lies in its row: a key of its own, wrapped by the patient's, seals its item and, apart, its body. */
import type { RecordVersion } from '@theriac/domain/ehr/commitment';
import type { ResourceBody } from './arrived-record';
import { drawKey, seal, type SealPlace, unseal } from './keys/seal';
import { openJson, sealJson } from './sealed-json';
import type { vaultVersions } from './vault.table';

/** What is sealed beside the body. */
export interface VersionItem<Item> {
  /** SHA-256 of what the body says, without what differs by source: the same thing told twice has the same. */
  readonly content: string;
  readonly item: Item;
}

/** Whose keys, and whose version. */
export interface VersionPlace extends RecordVersion {
  readonly organisation: string;
  readonly patient: string;
}

type Row = typeof vaultVersions.$inferSelect;

/** The sealed part of a row. */
export type SealedVersion = Pick<Row, 'wrappedKey' | 'sealedItem' | 'sealedBody'>;

/** Seals a version under a new key. */
export function sealVersion(
  patientKey: Uint8Array,
  place: VersionPlace,
  item: VersionItem<unknown>,
  body: ResourceBody,
): SealedVersion {
  const key = drawKey();
  return {
    wrappedKey: seal(patientKey, keyPlace(place), key),
    sealedItem: sealJson(key, textPlace('item', place), item),
    sealedBody: sealJson(key, textPlace('body', place), body),
  };
}

/**
 * Opens a version's item.
 *
 * @throws SealBroken when it is not the one of this place
 */
export function openItem<Item>(
  patientKey: Uint8Array,
  place: VersionPlace,
  { wrappedKey, sealedItem }: Omit<SealedVersion, 'sealedBody'>,
): VersionItem<Item> {
  const key = unseal(patientKey, keyPlace(place), wrappedKey);
  return openJson(key, textPlace('item', place), sealedItem) as VersionItem<Item>;
}

/**
 * Opens a version's body.
 *
 * @throws SealBroken when it is not the one of this place
 */
export function openBody(
  patientKey: Uint8Array,
  place: VersionPlace,
  { wrappedKey, sealedBody }: Omit<SealedVersion, 'sealedItem'>,
): ResourceBody {
  const key = unseal(patientKey, keyPlace(place), wrappedKey);
  return openJson(key, textPlace('body', place), sealedBody) as ResourceBody;
}

function keyPlace({ organisation, patient, record, version }: VersionPlace): SealPlace {
  return { use: 'version key', organisation, patient, record, version };
}

function textPlace(use: 'item' | 'body', { patient, record, version }: VersionPlace): SealPlace {
  return { use, patient, record, version };
}
