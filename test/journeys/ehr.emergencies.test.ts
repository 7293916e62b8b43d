/** Ana cannot speak: the hospital links her record for a while, she is told, answers, and a privacy officer reviews it. */
import { instantOf } from '@theriac/domain/ledger';
import { EmergencyLinkStore } from '../../gateway-api/src/ehr/links/emergency-links.store';
import { RecordLinkStore } from '../../gateway-api/src/ehr/links/record-links.store';
import { consentOfAna } from '../fixtures/care-consents';
import {
  ANA,
  BEN,
  CareGateways,
  CLINIC_NURSE,
  NURSE,
  PHYSICIAN,
  PRIVACY_OFFICER,
  type CareProgram,
  type Provider,
} from '../fixtures/care-gateways';
import { eventually } from '../fixtures/whole-gateways';

jest.setTimeout(90_000);

const HOUR = 3_600_000;
interface Listed {
  readonly items: readonly Readonly<Record<string, unknown>>[];
}

let care: CareGateways;
let ana: string;
let program: CareProgram;
beforeAll(async () => {
  care = await CareGateways.start();
  ana = (await care.ask<{ patient: string }>(ANA, '/v1/patients', {})).body.patient;
  program = await care.programOf(ANA);
}, 120_000);
afterAll(() => care.stop(), 30_000);

const notices = async (): Promise<string[]> =>
  (await care.ask<Listed>(ANA, '/v1/notices')).body.items.map(({ event }) => String(event));
const listed = async (query = '') =>
  (await care.ask<Listed>(PRIVACY_OFFICER, `/v1/emergency-links${query}`)).body.items;
const linksOf = (provider: Provider, now = Date.now()) =>
  new RecordLinkStore(care.whole.databaseOf(provider).db, provider, () => instantOf(now));
const emergency = (recordNumber: string) => ({ patient: ana, recordNumber, reason: 'Unconscious after an accident' });

describe('an emergency link', () => {
  it('is made by a physician or nurse, once, and leads from the record number to the patient', async () => {
    const key = { ...care.freshKey(), Prefer: 'wait=20' };
    const made = await care.ask(NURSE, '/v1/emergency-links', emergency('S-1'), key);
    expect([made.status, made.body]).toEqual([
      ...[201, expect.objectContaining({ result: expect.objectContaining({ patient: ana, recordNumber: 'S-1' }) })],
    ]);
    expect((await care.ask(NURSE, '/v1/emergency-links', emergency('S-1'), key)).body).toEqual(made.body);
    const links = linksOf('hospital');
    expect(
      await eventually(
        () => links.patientOf('S-1'),
        (found) => found !== undefined,
      ),
    ).toBe(ana);
    expect(await links.recordOf(ana)).toBe('S-1');
    expect(await linksOf('clinic').recordOf(ana)).toBeUndefined();
  });

  it('that was begun is made also when nobody asks for it again', async () => {
    care.whole.takesNothing = true;
    const body = { ...emergency('S-1'), patient: ana };
    const begun = await care.ask<{ id: string }>(PHYSICIAN, '/v1/emergency-links', body, { Prefer: 'wait=1' });
    expect(begun.status).toBe(202);
    care.whole.takesNothing = false;
    const job = () => care.ask<{ state: string }>(PHYSICIAN, `/v1/jobs/${begun.body.id}`);
    const { body: done } = await eventually(job, ({ body: { state } }) => state === 'succeeded' || state === 'failed');
    // The nurse was first, and hers stands.
    expect(done).toMatchObject({ state: 'succeeded', result: { patient: ana, recordNumber: 'S-1' } });
    expect(await listed()).toHaveLength(1);
  });

  it('is nobody else’s to make, and takes no record of another patient', async () => {
    for (const person of [ANA, PRIVACY_OFFICER, BEN])
      expect((await care.ask(person, '/v1/emergency-links', emergency('S-3'))).status).toBe(403);
    await care.ask(BEN, '/v1/patients', {});
    const { body } = await care.ask<{ code: string }>(NURSE, '/v1/link-codes', { recordNumber: 'S-2' }, {});
    expect((await care.ask(BEN, '/v1/links', { code: body.code })).status).toBe(201);
    await eventually(
      () => linksOf('hospital').patientOf('S-2'),
      (found) => found !== undefined,
    );
    const taken = await care.ask(PHYSICIAN, '/v1/emergency-links', emergency('S-2'));
    expect([taken.status, taken.body]).toEqual([409, expect.objectContaining({ code: 'RECORD_TAKEN' })]);
  });

  it('ends by itself after 72 hours, and its review is overdue then', async () => {
    const later = Date.now() + 73 * HOUR;
    expect(await linksOf('hospital', later).patientOf('S-1')).toBeUndefined();
    expect(await listed()).toMatchObject([{ patient: ana, state: 'provisional', isOverdue: false }]);
    const overdue = new EmergencyLinkStore(care.whole.databaseOf('hospital').db, 'hospital', () => instantOf(later));
    expect(await overdue.list({ isOpen: true, after: undefined }, 10)).toMatchObject([{ isOverdue: true }]);
    expect((await care.ask(NURSE, '/v1/emergency-links')).status).toBe(403);
  });

  it('is told to the patient at home, who rejects or confirms it, here by her own key at the hospital', async () => {
    await eventually(notices, (told) => told.includes('EmergencyLinkMade'));
    const { items } = (await care.ask<Listed>(ANA, '/v1/notices?limit=1')).body;
    expect(items).toMatchObject([
      {
        patient: ana,
        event: 'EmergencyLinkMade',
        told: { provider: 'hospital', reason: 'Unconscious after an accident' },
      },
    ]);
    const confirmed = await program.request('hospital', 'POST', '/v1/emergency-links/answer', {
      ...{ provider: 'hospital', isConfirmed: true },
    });
    expect(confirmed.status).toBe(200);
    await eventually(listed, ([one]) => one?.state === 'confirmed');
    expect(await linksOf('hospital', Date.now() + 73 * HOUR).patientOf('S-1')).toBe(ana);
    expect(
      (await care.ask(ANA, '/v1/emergency-links/answer', { provider: 'hospital', isConfirmed: false })).status,
    ).toBe(200);
    await eventually(
      () => linksOf('hospital').patientOf('S-1'),
      (found) => found === undefined,
    );
  });

  it('is reviewed by a privacy officer of the provider, and is then closed', async () => {
    const path = `/v1/emergency-links/${ana}/review`;
    const finding = { outcome: 'justified', text: 'She was brought in unconscious' };
    expect((await care.ask(NURSE, path, finding)).status).toBe(403);
    expect((await care.ask(PRIVACY_OFFICER, path, finding)).status).toBe(200);
    await eventually(
      () => listed('?open=true'),
      (open) => open.length === 0,
    );
    expect(await listed()).toMatchObject([{ review: { outcome: 'justified' }, isOverdue: false }]);
    await eventually(notices, (told) => told[0] === 'EmergencyLinkReviewed');
  });
});

describe('what a patient is told', () => {
  it('holds links and consents at home, page by page, and nothing of another patient', async () => {
    const { body } = await care.ask<{ code: string }>(CLINIC_NURSE, '/v1/link-codes', { recordNumber: 'V-1' }, {});
    await care.ask(ANA, '/v1/links', { code: body.code });
    await care.ask(ANA, '/fhir/R4/Consent', consentOfAna(ana));
    await eventually(notices, (told) => told[0] === 'ConsentGiven');
    expect(await notices()).toEqual([
      ...['ConsentGiven', 'RecordLinked', 'EmergencyLinkReviewed', 'EmergencyLinkAnswered', 'EmergencyLinkAnswered'],
      'EmergencyLinkMade',
    ]);
    const first = (await care.ask<Listed & { next: string }>(ANA, '/v1/notices?limit=4')).body;
    const second = (await care.ask<Listed>(ANA, `/v1/notices?limit=4&after=${first.next}`)).body;
    expect([first.items.length, second.items.length]).toEqual([4, 2]);
    const bens = (await care.ask<Listed>(BEN, '/v1/notices')).body.items.map(({ event }) => event);
    expect(bens).toEqual(['RecordLinked']);
    expect((await care.ask(BEN, `/v1/notices?patient=${ana}`)).body).toMatchObject({ code: 'NOT_THE_PATIENT' });
  });

  it('is told at home alone', async () => {
    await expect(program.request('hospital', 'GET', '/v1/notices')).rejects.toMatchObject({ code: 'NOT_PERMITTED' });
  });
});
