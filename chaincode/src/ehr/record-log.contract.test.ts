/** What custodians anchored of a patient's records: in whose log, in which order, and told to nobody else. */
import { custodianLogSchema } from '@theriac/domain/ehr';
import { verifyBatches } from '@theriac/domain/ehr/commitment';
import { z } from 'zod';
import { ana, CareLedger, sessionOf } from '../fixtures/care-ledger';
import { codeOf } from '../fixtures/consortium-ledger';
import { nodeDigest } from '../ledger';

// A machine that runs a network beside the tests is slow, which is no fault of a contract.
jest.setTimeout(60_000);

const hex = (number: number, bytes: number) => number.toString(16).padStart(2 * bytes, '0');
const ben = 'b'.repeat(32);
const aBatch = (number: number, patient = ana) => ({ patient, batch: hex(number, 16), root: hex(1_000 + number, 32) });

let care: CareLedger;
beforeEach(async () => {
  care = await CareLedger.start();
  await care.does('hospital patient', 'RegisterPatient', { patient: ben, ownKey: false });
});
afterEach(() => {
  care.stop();
});

const anchors = (who: string, ...batches: readonly object[]) =>
  care.does(`${who} gateway`, 'AnchorRecords', { batches });
const logsOf = async (patient: string) =>
  z.array(custodianLogSchema).parse(await care.asks('clinic gateway', 'ReadRecordLogs', { patient }));

it('each custodian’s batches of a patient add up in their order, several patients in one transaction', async () => {
  expect(await logsOf(ana)).toEqual([]);
  await anchors('hospital', aBatch(1), aBatch(2, ben));
  await anchors('hospital', aBatch(3));
  await anchors('clinic', aBatch(4));
  const [hospitals, clinics, ...others] = await logsOf(ana);
  expect([hospitals?.custodian, clinics?.custodian, others]).toEqual(['hospital', 'clinic', []]);
  const roots = [aBatch(1).root, aBatch(3).root];
  expect(hospitals && verifyBatches(nodeDigest, hospitals.log, roots)).toEqual([]);
  expect(hospitals && verifyBatches(nodeDigest, hospitals.log, [...roots].reverse())).not.toEqual([]);
  expect(await logsOf(ben)).toMatchObject([{ custodian: 'hospital', log: { size: 1 } }]);
});

it('the same again changes nothing, another root under a batch’s id is refused', async () => {
  const first = await anchors('hospital', aBatch(1), aBatch(2, ben));
  care.wait(60_000);
  expect(await anchors('hospital', aBatch(1), aBatch(2, ben))).toEqual(first);
  const other = { ...aBatch(1), root: 'f'.repeat(64) };
  expect(await codeOf(anchors('hospital', other))).toBe('BATCH_ALREADY_ANCHORED');
  expect(await logsOf(ana)).toMatchObject([{ log: { size: 1 } }]);
});

it('who releases a record is told its own log', async () => {
  await anchors('hospital', aBatch(1));
  await care.requests('clinic patient', 1, { purpose: 'PATRQT' });
  expect(await care.release(1, 'hospital gateway')).toMatchObject({ log: { custodian: 'hospital', log: { size: 1 } } });
  expect(await care.release(1, 'clinic gateway')).toMatchObject({ log: null });
});

it('no records are anchored of who is no patient', async () => {
  expect(await codeOf(anchors('hospital', aBatch(1), aBatch(2, 'e'.repeat(32))))).toBe('PATIENT_NOT_FOUND');
  expect(await logsOf(ana)).toEqual([]);
});

it('takes 64 patients at once, and nothing of them is in a block', async () => {
  const patients = Array.from({ length: 64 }, (_, at) => hex(0xabc000 + at, 16));
  for (const [at, patient] of patients.entries()) {
    const person = await care.ledger.stranger('pharmacy', { role: 'patient' }, { commonName: hex(at + 1, 16) });
    await care.does(person, 'RegisterPatient', { patient, ownKey: false });
  }
  const batches = patients.map((patient, at) => aBatch(0xdef000 + at, patient));
  expect(await anchors('hospital', ...batches)).toEqual({
    type: 'RecordsAnchored',
    version: 1,
    at: expect.any(String),
  });
  const blocks = await care.blocks();
  expect(blocks).toContain('RecordsAnchored');
  for (const { patient, batch, root } of batches)
    for (const secret of [patient, batch, root]) expect(blocks).not.toContain(secret);
  expect(blocks).not.toContain(sessionOf(1));
});
