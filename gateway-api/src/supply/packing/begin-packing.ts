/** Begins packings: what would be refused is found first, then everything is written in one transaction. */
import { randomBytes } from 'node:crypto';
import { isSsccUnder, type Serial, type Sscc } from '@theriac/domain/gs1';
import { type ErrorCode, LedgerError, refuseUnless } from '@theriac/domain/ledger';
import { type Holder, MOST_CONTENTS, requireStandingAt } from '@theriac/domain/supply';
import { type Caller, requireSite } from '../../caller';
import type { Transaction } from '../../database';
import type { Jobs } from '../../jobs';
import type { CompanyPrefixStore } from '../company-prefixes.store';
import type { ContainerStore } from '../containers/containers.store';
import type { PlacedContainers } from '../containers/placed-containers';
import type { RegistrationStore } from '../registration/registrations.store';
import { MOST_FAULTS, refusalNaming } from '../registration/serial-faults';
import type { LotKey } from '../supply.client';
import type { PackPartJob } from './pack-part.job';
import type { PackingLines } from './packing-lines';
import type { PackInContainer, PackingStore, RegisteredPack } from './packings.store';

/** Packs of one lot that go into containers, each once. */
export interface NewPacking extends LotKey, PackingLines {
  /** The part that all of them are of; without it each is looked up. */
  readonly registration?: string | undefined;
  /** Names the command: a job is started once for it. */
  readonly reference: string;
  readonly capture?: string;
}

/** Packings that have begun: one for each part that the packs are of. */
export interface BegunPacking {
  readonly packings: readonly string[];
  readonly job: string;
}

/** What beginning needs. */
export interface PackingBeginningParts {
  readonly packings: PackingStore;
  readonly registrations: RegistrationStore;
  readonly prefixes: CompanyPrefixStore;
  readonly containers: ContainerStore;
  readonly placed: PlacedContainers;
  readonly kind: PackPartJob;
  readonly jobs: Jobs;
}

/** Begins packings, one lot at a time. */
export class PackingBeginner {
  constructor(private readonly parts: PackingBeginningParts) {}

  /** Says that a transaction in which packings began has been committed. */
  nudge(): void {
    this.parts.jobs.nudge();
  }

  /**
   * Asks whether the containers may be filled at the caller's site: new ones under a prefix of the caller's organisation,
   * others when they stand there.
   *
   * @throws LedgerError SITE_MISSING, PREFIX_NOT_ASSIGNED, CONTAINER_INSIDE, NOT_HOLDER, CONTAINER_OPENED,
   * CONTAINER_IN_TRANSIT, CONTAINER_FULL, naming the first pack of such a container
   */
  async requireContainers(caller: Caller, { packs, field }: PackingLines): Promise<void> {
    const { organisation } = caller;
    const site = requireSite(caller);
    const firstIn = new Map<Sscc, number>();
    let index = 0;
    for (const sscc of packs.values()) {
      if (!firstIn.has(sscc)) firstIn.set(sscc, index);
      index += 1;
    }
    const prefixes = await this.parts.prefixes.of(organisation);
    const strange = [...firstIn].filter(([sscc]) => !prefixes.some((prefix) => isSsccUnder(prefix, sscc)));
    if (strange.length > 0) {
      const rule = 'the SSCC is under no company prefix of this organisation';
      throw refusalNaming(
        'PREFIX_NOT_ASSIGNED',
        strange.map(([, at]) => ({ field: field(at), rule })),
      );
    }
    await this.#requireAtHand(caller, { organisation, site }, [...firstIn.keys()], (sscc) =>
      field(firstIn.get(sscc) ?? 0),
    );
  }

  /** Lets this transaction alone change the packs of a product. */
  lock(gtin: NewPacking['gtin'], transaction: Transaction): Promise<void> {
    return this.parts.registrations.lockProduct(gtin, transaction);
  }

  /**
   * Writes packings, packs and job. The product must be locked. A part that is still being registered is waited for.
   *
   * @throws LedgerError PACK_NOT_REGISTERED, PACK_ALREADY_PACKED, naming the packs
   */
  async begin(caller: Caller, packing: NewPacking, transaction: Transaction): Promise<BegunPacking> {
    const { packings, jobs, kind } = this.parts;
    const { gtin, lot, packs, reference, capture } = packing;
    const parts = await packings.partsOf(gtin, packs.keys(), transaction);
    refuseNamed(packing, 'PACK_NOT_REGISTERED', 'is no registered pack of this lot', (serial) => {
      return !isOf(parts.get(serial), packing);
    });
    const packed = await packings.packed(gtin, packs.keys(), MOST_FAULTS, transaction);
    refuseNamed(packing, 'PACK_ALREADY_PACKED', 'is packed already', (serial) => packed.has(serial));
    const byPart = new Map<string, PackInContainer[]>();
    for (const [serial, sscc] of packs) {
      const { registration = '' } = parts.get(serial) ?? {};
      const some = byPart.get(registration) ?? [];
      some.push([serial, sscc]);
      byPart.set(registration, some);
    }
    const begun = [...byPart].map(([registration, into]) => ({ id: newId(), registration, into }));
    const ids = begun.map(({ id }) => id);
    const job = await jobs.start(kind, { reference, caller, input: { packings: ids } }, transaction);
    for (const { id, registration, into } of begun) {
      const row = { id, registration, gtin, lot, packs: into.length, reference, job, capture: capture ?? null };
      await packings.insert(row, into, transaction);
    }
    return { packings: ids, job };
  }

  /** Asked of the ledger only for those that are known to stand for a container: mostly none. */
  async #requireAtHand(
    caller: Caller,
    hands: Holder,
    ssccs: readonly Sscc[],
    field: (sscc: Sscc) => string,
  ): Promise<void> {
    const { containers, placed } = this.parts;
    const known = await containers.known(ssccs);
    for (const one of await placed.placed(caller, known)) {
      const { sscc } = one.container;
      try {
        const { contents } = requireStandingAt(one, hands);
        refuseUnless(contents.length < MOST_CONTENTS, 'CONTAINER_FULL', `${sscc} has ${MOST_CONTENTS} contents`);
      } catch (error) {
        if (!(error instanceof LedgerError)) throw error;
        throw refusalNaming(error.code, [{ field: field(sscc), rule: error.detail }]);
      }
    }
  }
}

function isOf(pack: RegisteredPack | undefined, { lot, registration }: NewPacking): boolean {
  return pack?.lot === lot && (registration === undefined || pack.registration === registration);
}

function refuseNamed(
  { packs, field }: PackingLines,
  code: ErrorCode,
  rule: string,
  isRefused: (serial: Serial) => boolean,
): void {
  const faults: { field: string; rule: string }[] = [];
  let index = 0;
  for (const serial of packs.keys()) {
    if (isRefused(serial)) faults.push({ field: field(index), rule });
    if (faults.length >= MOST_FAULTS) break;
    index += 1;
  }
  if (faults.length > 0) throw refusalNaming(code, faults);
}

function newId(): string {
  return randomBytes(16).toString('hex');
}
