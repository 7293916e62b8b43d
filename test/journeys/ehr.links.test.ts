/** Ana becomes a patient of the clinic, and links her record there and, with a key of her own, at the hospital. */
import { ProblemError } from '@theriac/client';
import { linkCodes } from '../../gateway-api/src/ehr/links/link-codes.table';
import {
  ANA,
  BEN,
  CareGateways,
  CLINIC_NURSE,
  CLINIC_PRIVACY_OFFICER,
  DARA,
  NURSE,
  type CarePerson,
  type CareProgram,
} from '../fixtures/care-gateways';

jest.setTimeout(90_000);

interface Changed {
  readonly patient: string;
  readonly transactionId: string;
}

let care: CareGateways;
let ana: string;
let anasProgram: CareProgram;
beforeAll(async () => {
  care = await CareGateways.start();
  anasProgram = await care.programOf(ANA);
}, 120_000);
afterAll(() => care.stop(), 30_000);

const codeFor = async (staff: CarePerson, recordNumber: string): Promise<string> =>
  (await care.ask<{ code: string }>(staff, '/v1/link-codes', { recordNumber }, {})).body.code;

const refusalOf = async (act: Promise<unknown>): Promise<unknown> =>
  act.then(
    () => undefined,
    (error: unknown) => (error instanceof ProblemError ? error.code : error),
  );

describe('a patient', () => {
  it('is registered once, under an id that says nothing', async () => {
    const key = care.freshKey();
    const first = await care.ask<Changed>(ANA, '/v1/patients', {}, key);
    expect([first.status, first.body.patient]).toEqual([201, expect.stringMatching(/^[0-9a-f]{32}$/)]);
    ana = first.body.patient;
    expect((await care.ask(ANA, '/v1/patients', {}, key)).body).toEqual(first.body);
    expect((await care.ask(ANA, '/v1/patients', {})).body).toMatchObject({ code: 'PATIENT_ALREADY_REGISTERED' });
    expect((await care.ask(ANA, '/v1/patients/me')).body).toMatchObject({
      patient: ana,
      home: 'clinic',
      guardians: [],
    });
  });

  it('binds no key that the gateway holds', async () => {
    const answer = await care.ask(BEN, '/v1/patients', { ownKey: true });
    expect([answer.status, answer.body]).toEqual([422, expect.objectContaining({ code: 'OWN_KEY_NEEDED' })]);
  });

  it('is nobody of the staff', async () => {
    expect((await care.ask(NURSE, '/v1/patients', {})).body).toMatchObject({ code: 'NOT_PERMITTED' });
    expect((await care.ask(NURSE, '/v1/patients/me')).status).toBe(403);
    expect((await care.ask(BEN, `/v1/patients/${ana}`)).body).toMatchObject({ code: 'NOT_THE_PATIENT' });
  });

  it('binds a key of their own, and then nobody speaks for them with another', async () => {
    const program = await care.programOf(BEN);
    const registered = await program.request('hospital', 'POST', '/v1/patients', { ownKey: true });
    const { patient } = registered.body as Changed;
    const answer = await care.ask(BEN, `/v1/patients/${patient}`);
    expect(answer.body).toMatchObject({ code: 'NOT_THE_PATIENT' });
    expect((await program.request('hospital', 'GET', `/v1/patients/${patient}`)).body).toMatchObject({
      ...{ patient, ownKey: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
  });
});

describe('a guardian', () => {
  const until = new Date(Date.now() + 3_600_000).toISOString();

  it('acts for whom they were named by, within the scope, until they are dismissed', async () => {
    const person = await care.nameOf(DARA);
    const path = `/v1/patients/${ana}/guardians`;
    expect((await care.ask(DARA, `/v1/patients/${ana}`)).status).toBe(403);
    expect((await care.ask(ANA, path, { person, scope: 'read', until })).status).toBe(201);
    expect((await care.ask(DARA, `/v1/patients/${ana}`)).body).toMatchObject({
      guardians: [{ person, scope: 'read' }],
    });
    const code = await codeFor(CLINIC_NURSE, 'V-2');
    expect((await care.ask(DARA, '/v1/links', { code, patient: ana })).body).toMatchObject({ code: 'NOT_THE_PATIENT' });
    expect((await care.ask(CLINIC_PRIVACY_OFFICER, path, { person, scope: 'decide', until })).status).toBe(201);
    expect((await care.ask(DARA, '/v1/links', { code })).body).toMatchObject({
      faults: [{ field: 'patient', rule: expect.any(String) }],
    });
    expect((await care.ask(DARA, '/v1/links', { code, patient: ana })).status).toBe(201);
    expect((await care.ask(DARA, '/v1/links/unlink', { patient: ana })).status).toBe(200);
    expect((await care.ask(DARA, `${path}/dismiss`, { person })).status).toBe(200);
    expect((await care.ask(DARA, `/v1/patients/${ana}`)).status).toBe(403);
  });
});

describe('a one-time code', () => {
  it('is told once, kept nowhere, and handed out by who meets patients', async () => {
    const answer = await care.ask<{ code: string }>(CLINIC_NURSE, '/v1/link-codes', { recordNumber: 'V-1' }, {});
    expect(answer.body.code).toMatch(/^\w{5}-\w{5}$/);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const kept = JSON.stringify(await care.whole.databaseOf('clinic').db.select().from(linkCodes));
    expect(kept).not.toContain(answer.body.code.replace('-', ''));
    expect((await care.ask(ANA, '/v1/link-codes', { recordNumber: 'V-1' }, {})).status).toBe(403);
  });

  it('links the patient who is present, once, however it is written', async () => {
    const code = await codeFor(CLINIC_NURSE, 'V-1');
    const key = care.freshKey();
    const request = { code: code.toLowerCase().replace('-', ' ') };
    const linked = await care.ask<Changed>(ANA, '/v1/links', request, key);
    expect([linked.status, linked.body]).toEqual([201, expect.objectContaining({ patient: ana, recordNumber: 'V-1' })]);
    expect((await care.ask(ANA, '/v1/links', request, key)).body).toEqual(linked.body);
    expect((await care.ask(ANA, '/v1/links', request)).body).toMatchObject({ code: 'LINK_CODE_WRONG' });
    expect((await care.ask(ANA, '/v1/links/me')).body).toEqual([
      ...[{ patient: ana, provider: 'clinic', recordNumber: 'V-1', origin: 'patient', linkedAt: expect.any(String) }],
    ]);
  });

  it('that the ledger could not be told of goes on, and ends in one link, wherever the gateway died', async () => {
    await care.ask(ANA, '/v1/links/unlink', {});
    const code = await codeFor(CLINIC_NURSE, 'V-3');
    const key = care.freshKey();
    care.whole.takesNothing = true;
    expect((await care.ask(ANA, '/v1/links', { code }, key)).status).toBe(503);
    care.whole.takesNothing = false;
    const linked = await care.ask<Changed>(ANA, '/v1/links', { code }, key);
    expect(linked.status).toBe(201);
    // As when it died before it noted what the ledger had taken.
    const { db } = care.whole.databaseOf('clinic');
    await db.update(linkCodes).set({ transactionId: null, linkedAt: null });
    const again = await care.ask<Changed>(ANA, '/v1/links', { code });
    expect([again.status, again.body]).toMatchObject([201, { patient: ana, recordNumber: 'V-3' }]);
    expect((await care.ask<object[]>(ANA, '/v1/links/me')).body).toMatchObject([{ recordNumber: 'V-3' }]);
    expect((await care.ask(ANA, '/v1/links', { code })).body).toMatchObject({ code: 'LINK_CODE_WRONG' });
  });

  it('lets nobody try: five wrong ones lock a caller out, a right one included', async () => {
    const code = await codeFor(NURSE, 'S-9');
    const program = await care.programOf(BEN);
    const registered = await refusalOf(program.request('hospital', 'POST', '/v1/patients', {}));
    expect(registered).toBe('PATIENT_ALREADY_REGISTERED');
    await care.ask({ home: 'hospital', name: 'patient-ana' }, '/v1/patients', {});
    const other = { home: 'hospital', name: 'patient-ana' } as const;
    for (let guess = 0; guess < 5; guess += 1)
      expect((await care.ask(other, '/v1/links', { code: 'ABCDE-FGHJK' })).body).toMatchObject({
        code: 'LINK_CODE_WRONG',
      });
    const locked = await care.ask(other, '/v1/links', { code });
    expect([locked.status, Number(locked.headers.get('retry-after')) > 60]).toEqual([429, true]);
  });
});

describe('at another provider', () => {
  it('a patient links with a key of their own', async () => {
    const code = await codeFor(NURSE, 'S-1');
    const linked = await anasProgram.request(
      'hospital',
      'POST',
      '/v1/links',
      { code },
      { expect: 'EhrAccess:LinkRecord' },
    );
    expect([linked.status, linked.body]).toEqual([201, expect.objectContaining({ patient: ana, recordNumber: 'S-1' })]);
    expect((await anasProgram.request('hospital', 'GET', '/v1/links/me')).body).toMatchObject([
      { provider: 'hospital', recordNumber: 'S-1' },
    ]);
  });

  it('their token without a certificate is refused, and so is another’s certificate', async () => {
    const token = await care.whole.signIn.tokenElsewhere('clinic', 'patient-ana', 'hospital');
    const ask = async (headers: Record<string, string>, path = '/v1/links/me') => {
      const answer = await fetch(care.whole.addressOf('hospital', path), {
        headers: { Authorization: `Bearer ${token}`, ...headers },
      });
      return [answer.status, ((await answer.json()) as { code: string }).code];
    };
    const headerOf = (pem: string) => ({
      'Theriac-Certificate': Buffer.from(pem.replaceAll(/-----.*-----|\s/g, ''), 'base64').toString('base64url'),
    });
    expect(await ask({})).toEqual([422, 'OWN_KEY_NEEDED']);
    const bens = await (await care.programOf(BEN)).certificate();
    expect(await ask(headerOf(bens))).toEqual([403, 'OWN_CERTIFICATE_REFUSED']);
    const daras = await (await care.programOf(DARA)).certificate();
    expect(await ask(headerOf(daras))).toEqual([403, 'OWN_CERTIFICATE_REFUSED']);
  });

  it('their certificate reaches what is for patients of others, and nothing else', async () => {
    const refused = ['/v1/patients/me', '/v1/me', '/v1/jobs/1', '/v1/outbox', '/v1/recalls', `/v1/patients/${ana}`];
    for (const path of refused)
      expect([path, await refusalOf(anasProgram.request('hospital', 'GET', path))]).toEqual([path, 'NOT_PERMITTED']);
    const posts = ['/v1/patients', '/v1/certificates', '/v1/link-codes', '/v1/packs/verify'];
    for (const path of posts)
      expect([path, await refusalOf(anasProgram.request('hospital', 'POST', path, {}))]).toEqual([
        path,
        'NOT_PERMITTED',
      ]);
  });

  it('a token of the staff of another organisation is none', async () => {
    const elsewhere = care.whole.signIn.tokenElsewhere('clinic', 'nurse', 'hospital');
    await expect(elsewhere).rejects.toThrow('invalid_target');
    const forged = await care.whole.signIn.issuer.sign(
      { sub: 'nurse', role: 'nurse', aud: 'urn:theriac:hospital' },
      { organisation: 'clinic' },
    );
    const answer = await fetch(care.whole.addressOf('hospital', '/v1/links/me'), {
      headers: { Authorization: `Bearer ${forged}` },
    });
    expect([answer.status, await answer.json()]).toEqual([401, expect.objectContaining({ code: 'TOKEN_REFUSED' })]);
  });

  it('a token for the patient’s own gateway is none', async () => {
    const headers = { Authorization: await care.whole.signIn.authorization('clinic', 'patient-ana') };
    const answer = await fetch(care.whole.addressOf('hospital', '/v1/links/me'), { headers });
    expect([answer.status, await answer.json()]).toEqual([401, expect.objectContaining({ code: 'TOKEN_REFUSED' })]);
  });

  it('who does not sign learns nothing, and spends nobody’s guesses', async () => {
    const code = await codeFor(NURSE, 'S-2');
    const token = await care.whole.signIn.tokenElsewhere('clinic', 'patient-ana', 'hospital');
    const certificate = Buffer.from((await anasProgram.certificate()).replaceAll(/-----.*-----|\s/g, ''), 'base64');
    for (const tried of [code, ...Array.from({ length: 6 }, () => 'ABCDE-FGHJK')]) {
      const answer = await fetch(care.whole.addressOf('hospital', '/v1/links'), {
        method: 'POST',
        headers: {
          ...{ Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
          'Theriac-Certificate': certificate.toString('base64url'),
        },
        body: JSON.stringify({ code: tried }),
      });
      expect([answer.status, await answer.json()]).toEqual([
        ...[202, expect.objectContaining({ step: 'evaluation', transaction: 'EhrAccess:ReadMyPatient' })],
      ]);
    }
    const unlinked = await anasProgram.request('hospital', 'POST', '/v1/links/unlink', {});
    expect(unlinked.status).toBe(200);
    const linked = await anasProgram.request('hospital', 'POST', '/v1/links', { code });
    expect(linked.body).toMatchObject({ recordNumber: 'S-2' });
  });
});
