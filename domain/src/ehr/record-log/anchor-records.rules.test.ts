import { testDigest } from '../../ledger/fixtures/node-digest';
import { refusalOf } from '../../ledger/fixtures/refusals';
import { logRoot, verifyBatches } from '../commitment/record-log';
import { anaId, earlier, later, now } from '../fixtures/patients';
import { gateway, otherId } from '../fixtures/sessions';
import { anchorRecords } from './anchor-records.rules';
import {
  anchorRecordsSchema,
  type CustodianLog,
  custodianLogSchema,
  MOST_ANCHORED,
  RECENT_BATCHES,
} from './custodian-log.schema';
import { recordsAnchoredSchema } from './record-log.events';

const hex = (number: number, bytes: number) => number.toString(16).padStart(2 * bytes, '0');
const aBatch = (number: number, more: object = {}) => ({
  ...{ patient: anaId, batch: hex(number, 16), root: hex(1_000 + number, 32) },
  ...more,
});
const anchor = (anchorings: Parameters<typeof anchorRecords>[1], at = now) =>
  anchorRecords(testDigest, anchorings, gateway.actor, at);

function changed(decision: ReturnType<typeof anchor>): readonly CustodianLog[] {
  if (!('state' in decision)) throw new Error('nothing changed');
  return decision.state;
}

/** A log of so many batches, from number 0. */
function aLog(count: number): CustodianLog {
  let known: CustodianLog | undefined;
  for (let number = 0; number < count; number += 1)
    [known] = changed(anchor([{ batch: aBatch(number), known }], earlier));
  if (known === undefined) throw new Error('a log has a batch');
  return known;
}

describe('anchoring records', () => {
  it('begins a log, and makes it grow, for its patient and custodian', () => {
    const decision = anchor([
      { batch: aBatch(3), known: aLog(3) },
      { batch: aBatch(7, { patient: otherId }), known: undefined },
    ]);
    const [anas, others] = changed(decision);
    expect(anas).toMatchObject({ patient: anaId, custodian: 'pharmacy', log: { size: 4 }, changedAt: now });
    expect(others).toMatchObject({ patient: otherId, custodian: 'pharmacy', log: { size: 1 } });
    expect(
      verifyBatches(
        testDigest,
        custodianLogSchema.parse(anas).log,
        [0, 1, 2, 3].map((one) => aBatch(one).root),
      ),
    ).toEqual([]);
    expect('event' in decision && recordsAnchoredSchema.parse(decision.event)).toEqual({
      ...{ type: 'RecordsAnchored', version: 1, at: now },
      ...{ custodian: 'pharmacy', batches: [aBatch(3).batch, aBatch(7).batch] },
    });
  });

  it('again changes nothing, and appends what is new among it', () => {
    const known = aLog(3);
    const repeated = anchor(
      [
        { batch: aBatch(1), known },
        { batch: aBatch(2), known: { ...known, changedAt: now } },
      ],
      later,
    );
    expect(repeated).toMatchObject({ repeated: { at: now, batches: [aBatch(1).batch, aBatch(2).batch] } });
    const some = anchor(
      [
        { batch: aBatch(1), known },
        { batch: aBatch(1, { patient: otherId }), known: undefined },
      ],
      later,
    );
    expect(changed(some).map(({ patient }) => patient)).toEqual([otherId]);
  });

  it('refuses another root under the id of a batch', () => {
    const act = () => anchor([{ batch: aBatch(1, { root: 'f'.repeat(64) }), known: aLog(3) }]);
    expect(refusalOf(act)).toBe('BATCH_ALREADY_ANCHORED');
  });

  it('keeps the ids of the last batches only, and the log of all', () => {
    const log = custodianLogSchema.parse(aLog(RECENT_BATCHES + 8));
    expect(log.recent.map(({ batch }) => batch)).toEqual(
      Array.from({ length: RECENT_BATCHES }, (_, at) => aBatch(at + 8).batch),
    );
    expect(log.log.size).toBe(RECENT_BATCHES + 8);
    expect(logRoot(testDigest, log.log)).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each([
    ['nothing', []],
    ['a patient twice', [aBatch(1), aBatch(2)]],
    ['too many', Array.from({ length: MOST_ANCHORED + 1 }, (_, at) => aBatch(at, { patient: hex(at, 16) }))],
  ])('takes no command with %s', (_, batches) => {
    expect(anchorRecordsSchema.safeParse({ batches }).success).toBe(false);
  });
});
