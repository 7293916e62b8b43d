/** A registration's pages, worked out anew from own data whenever they are needed: nothing of them is kept. */
import { setImmediate } from 'node:timers/promises';
import {
  commitLotSecret,
  type Manifest,
  manifestOf,
  PACK_DIGEST_BYTES,
  packDigests,
  paginateInTurns,
} from '@theriac/domain/supply';
import { LedgerError } from '@theriac/domain/ledger';
import { inTurns } from '../../turns';
import type { LotSecretStore } from '../lot-secrets/lot-secrets.store';
import { nodeDigest } from '../node-digest';
import type { RegistrationRow, RegistrationStore } from './registrations.store';

/** Packs whose digests are made before other requests have their turn: some 10 ms. */
const PACKS_A_TURN = 2_000;

/** What goes to the ledger for a part. */
export interface PartPages {
  readonly secretCommitment: string;
  readonly manifest: Manifest;
  /** By number. */
  readonly pages: readonly Uint8Array[];
}

/** @throws LedgerError BROKEN_STATE when own data are incomplete */
export async function pagesOf(
  row: RegistrationRow,
  registrations: RegistrationStore,
  secrets: LotSecretStore,
): Promise<PartPages> {
  const held = await secrets.find(row);
  if (held === undefined) throw new LedgerError('BROKEN_STATE', 'a registration stands without its lot’s secret');
  const digests = new Uint8Array(row.packs * PACK_DIGEST_BYTES);
  let packs = 0;
  for await (const some of registrations.serials(row)) {
    if (packs + some.length > row.packs) throw new LedgerError('BROKEN_STATE', 'a registration has too many packs');
    for (let at = 0; at < some.length; at += PACKS_A_TURN) {
      const turn = some.slice(at, at + PACKS_A_TURN);
      digests.set(packDigests(nodeDigest, held.secret, row.gtin, turn), packs * PACK_DIGEST_BYTES);
      packs += turn.length;
      await setImmediate();
    }
  }
  if (packs !== row.packs) throw new LedgerError('BROKEN_STATE', 'a registration lacks packs of its file');
  const pages = await inTurns(paginateInTurns(digests));
  const secretCommitment = commitLotSecret(nodeDigest, held.secret, row.gtin, row.lot);
  return { secretCommitment, manifest: manifestOf(nodeDigest, pages), pages };
}
