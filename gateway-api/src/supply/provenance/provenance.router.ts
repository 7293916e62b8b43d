/** The way of a scanned pack over HTTP: all of it to inspectors, to others whether it is whole, and its ends. */
import type { Member } from '@theriac/domain/consortium';
import { LedgerError } from '@theriac/domain/ledger';
import {
  breaksIn,
  memberNameSchema,
  provenanceBreakSchema,
  provenanceStepSchema,
  showProvenance,
  tracePack,
} from '@theriac/domain/supply';
import { z } from 'zod';
import type { Caller } from '../../caller';
import { route, type Route } from '../../http/route';
import { scannedPackSchema } from '../verification/judgement';
import type { PackNames } from '../verification/pack-names';
import { scanSchema } from '../verification/scanned-pack';
import type { ProvenanceStore } from './provenance.store';

const answerSchema = z.strictObject({
  pack: scannedPackSchema,
  /** Whether every hand that the pack went through is known, and nothing is wrong with any. */
  isUnbroken: z.boolean(),
  breaks: z.array(provenanceBreakSchema),
  maker: memberNameSchema,
  /** Who sent it to the asking organisation last. */
  seller: memberNameSchema.optional(),
  /** The whole way, in the channel's order: to inspectors. */
  steps: z.array(provenanceStepSchema).optional(),
});

/** What the route needs. */
export interface ProvenanceRouteParts {
  readonly store: ProvenanceStore;
  readonly names: PackNames;
  readonly self: Member;
  readonly guard: (caller: Caller) => void;
}

/** The route of provenance. */
export function provenanceRoutes({ store, names, self, guard }: ProvenanceRouteParts): Route[] {
  return [
    route(
      {
        method: 'post',
        path: '/v1/packs/provenance',
        ...{ tag: 'Packs', summary: 'The way of a scanned pack from its making to now, by who asks', guard },
        body: z.strictObject({ scan: scanSchema }),
        changesNothing: true,
        answers: { 200: { description: 'Its way, as far as the caller is shown it', schema: answerSchema } },
      },
      async ({ body: { scan } }) => {
        const { pack, ref } = await names.one(scan, 'scan').catch(asUnknown);
        const way = await store.wayOf(ref);
        if (way === undefined) throw unknown();
        const steps = tracePack(way.records);
        const breaks = [...way.breaks, ...breaksIn(steps)];
        const shown = showProvenance(steps, breaks, way.records.maker, { organisation: self.name, kind: self.kind });
        return { status: 200, body: { pack, ...shown } };
      },
    ),
  ];
}

function asUnknown(error: unknown): never {
  throw error instanceof LedgerError && error.code === 'LOT_NOT_FOUND' ? unknown() : error;
}

function unknown(): LedgerError {
  return new LedgerError('PACK_NOT_FOUND', 'no sealed part of the lot that has arrived here holds the pack');
}
