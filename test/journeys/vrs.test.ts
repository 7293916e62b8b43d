/** Trading partners verify packs by VRS: who answers, what they are told, and what becomes of guessing. */
import { randomUUID } from 'node:crypto';
import { siteOf } from '../../chaincode/src/fixtures/consortium';
import { product } from '../../chaincode/src/fixtures/supply-commands';
import {
  ASTRID,
  AUTUMN,
  DrugChain,
  INGA,
  NILS,
  OLD,
  PER,
  type Person,
  PETRA,
  RASMUS,
  SPRING,
  TORE,
} from '../fixtures/drug-chain';
import { type Answered, eventually } from '../fixtures/whole-gateways';

// Whole gateways on a machine that does other things as well.
jest.setTimeout(60_000);

const { gtin } = product;
const MAKER = siteOf('manufacturer');
/** Under the maker's prefix, and registered by nobody. */
const UNREGISTERED = '09506000134369';
const RIVALS = '09501101530003';
const WHOLESALERS = '09501102000000';
const NOBODYS = '09521104012344';
const ODD = { lot: 'A/1?%', expiry: '2028-06-30' };
const GUESSES = 10;
const REQUESTS = 60;

interface Told {
  readonly code?: string;
  readonly faults?: readonly { readonly field: string; readonly rule: string }[];
  readonly data?: { readonly verified: boolean };
}

let chain: DrugChain;
beforeAll(async () => {
  chain = await DrugChain.start({ THERIAC_VRS_GUESSES: String(GUESSES), THERIAC_VRS_REQUESTS: String(REQUESTS) });
  await chain.registers(ODD, ['7/b?%']);
  const { contracts } = chain.gateways;
  const inspector = await contracts.person('regulator', 'inspector');
  for (const [companyPrefix, organisation] of [
    ['9501101', 'rival'],
    ['9501102', 'distributor'],
  ])
    await contracts.submit(inspector, 'DrugSupply:AssignCompanyPrefix', { companyPrefix, organisation });
}, 240_000);
afterAll(() => chain.gateways.stop(), 60_000);

const siteOfPerson = ([organisation]: Person): string => siteOf(organisation as 'pharmacy');

function ask(person: Person, path: string, query: object, headers = {}): Promise<Answered<Told>> {
  const [organisation, by] = person;
  const text = new URLSearchParams(query as Record<string, string>).toString();
  return chain.gateways.ask<Told>(organisation, `/vrs/${path}?${text}`, { by, headers });
}

function connects(person: Person, more: object = {}, headers = {}): Promise<Answered<Told>> {
  return ask(person, 'checkConnectivity', { gtin, reqGLN: siteOfPerson(person), ...more }, headers);
}

/** What stands on a pack. */
interface Pack {
  readonly gtin?: string;
  readonly lot: string;
  readonly serial: string;
  readonly expiry: string;
}

function verify(person: Person, pack: Pack, more: object = {}): Promise<Answered<Told>> {
  const path = `verify/gtin/${pack.gtin ?? gtin}/lot/${encodeURIComponent(pack.lot)}/ser/${encodeURIComponent(pack.serial)}`;
  return ask(person, path, {
    exp: pack.expiry.slice(2).replaceAll('-', ''),
    ...{ linkType: 'verificationService', context: 'dscsaSaleableReturn' },
    ...{ reqGLN: siteOfPerson(person), corrUUID: randomUUID(), ...more },
  });
}

describe('who answers for a GTIN', () => {
  it.each([
    ['at the pharmacy', ASTRID],
    ['at the maker itself', RASMUS],
    ['at the clinic, which has no peer for medicines', PETRA],
  ])('is told %s: the maker’s site', async (_, person) => {
    const { status, body, headers } = await connects(person);
    expect({ status, body }).toEqual({ status: 200, body: { responderGLN: MAKER } });
    expect(headers.get('GS1US-Version')).toBe('1.3.0');
  });

  it.each([
    ['a GTIN under nobody’s prefix', ASTRID, NOBODYS],
    ['the same at the clinic', PETRA, NOBODYS],
    ['one under a wholesaler’s prefix', ASTRID, WHOLESALERS],
  ])('is nobody for %s: 404', async (_, person, unknown) => {
    expect(await connects(person, { gtin: unknown })).toMatchObject({
      status: 404,
      body: { code: 'GTIN_NOT_IN_DIRECTORY' },
    });
  });

  it('is a maker that cannot be asked now: 503', async () => {
    const ask = () => connects(ASTRID, { gtin: RIVALS });
    const told = await eventually(ask, ({ status }) => status !== 404);
    expect(told).toMatchObject({ status: 503, body: { code: 'MEMBER_UNAVAILABLE' } });
  });
});

describe('a requester', () => {
  it.each([
    ['of a site that nobody here has', ASTRID, { reqGLN: '9501101530003' }, 401, 'UNKNOWN_REQUESTER'],
    ['of another organisation’s site', ASTRID, { reqGLN: siteOf('hospital') }, 403, 'REQUESTER_NOT_OWN'],
    ['who is a patient', PER, {}, 403, 'NOT_PERMITTED'],
    ['whose token is none', ['pharmacy', 'nobody'] as const, {}, 401, 'TOKEN_REFUSED'],
  ])('%s is refused', async (_, person, more, status, code) => {
    expect(await connects(person, more)).toMatchObject({ status, body: { code } });
    const pack = { ...SPRING, serial: 'S1' };
    expect(await verify(person, pack, more)).toMatchObject({ status, body: { code } });
  });

  it('may name the release that it speaks, and no other', async () => {
    expect(await connects(ASTRID, {}, { 'GS1US-Version': '1.3.0' })).toMatchObject({ status: 200 });
    const refused = await connects(ASTRID, {}, { 'GS1US-Version': '2.0.0' });
    expect(refused).toMatchObject({ status: 400, body: { faults: [{ field: 'GS1US-Version' }] } });
  });

  it('only asks: another method is 405', async () => {
    const told = await chain.gateways.ask('pharmacy', '/vrs/checkConnectivity', { by: 'astrid', json: {} });
    expect(told.status).toBe(405);
    expect(told.headers.get('Allow')).toBe('GET, HEAD, OPTIONS');
  });
});

describe('a pack', () => {
  const failed = (verificationFailureReason: string) => ({ verified: false, verificationFailureReason });
  it.each([
    ['as its maker registered it', { ...SPRING, serial: 'Nor7x1' }, { verified: true }],
    ['with signs that an address needs escaped', { ...ODD, serial: '7/b?%' }, { verified: true }],
    ['that has expired', { ...OLD, serial: 'O1' }, { verified: true, additionalInfo: 'Expired' }],
    ['with a made-up serial', { ...SPRING, serial: 'GUESS1' }, failed('No_match_GTIN_Serial')],
    ['of another lot', { ...AUTUMN, serial: 'Nor7x1' }, failed('No_match_GTIN_Serial_Lot')],
    ['with another expiry', { ...SPRING, expiry: '2029-06-30', serial: 'S1' }, failed('No_match_GTIN_Serial_Expiry')],
    ['of no lot', { ...SPRING, lot: 'NO-SUCH', serial: 'GUESS2' }, failed('No_match_GTIN_Serial')],
    ['of no product', { ...SPRING, gtin: UNREGISTERED, serial: 'S1' }, failed('No_match_GTIN_Serial')],
  ])('%s is judged by the maker', async (_, pack, data) => {
    const corrUUID = randomUUID();
    const { status, body } = await verify(ASTRID, pack, { corrUUID });
    const verificationTimestamp = expect.stringMatching(/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/);
    const about = { verificationTimestamp, responderGLN: MAKER, corrUUID };
    expect({ status, body }).toEqual({ status: 200, body: { ...about, data } });
  });

  it('is verified at the clinic as well, and by the maker itself, with contact data that lead nowhere', async () => {
    const contact = { ctrlPossessAtt: 'true', email: 'returns@example.org', telephone: '+46 8 000' };
    for (const person of [PETRA, RASMUS])
      expect(await verify(person, { ...SPRING, serial: 'Nor7x1' }, contact)).toMatchObject({
        status: 200,
        body: { responderGLN: MAKER, data: { verified: true } },
      });
  });

  it('that is suspected is an alert at asker, maker and regulator', async () => {
    await verify(ASTRID, { ...SPRING, serial: 'GUESS3' });
    for (const holder of [ASTRID, RASMUS, INGA]) {
      const list = () => chain.alertsAt(holder, '?state=open');
      const held = await eventually(list, ({ body }) => JSON.stringify(body).includes('GUESS3'));
      expect(JSON.stringify(held.body)).toContain('"fmdAlert":"A3"');
    }
  });
});

describe('what is no question', () => {
  const pack = { ...SPRING, serial: 'S1' };
  it.each([
    ['an expiry that does not exist', pack, { exp: '289930' }, 'exp'],
    ['an expiry as calendars write it', pack, { exp: '2028-06-30' }, 'exp'],
    ['no GLN', pack, { reqGLN: '123' }, 'reqGLN'],
    ['no UUID', pack, { corrUUID: '1' }, 'corrUUID'],
    ['another kind of link', pack, { linkType: 'pip' }, 'linkType'],
    ['another context', pack, { context: 'curiosity' }, 'context'],
    ['a parameter that nobody knows', pack, { force: 'true' }, 'force'],
    ['a wrong check digit', { ...pack, gtin: '09506000134353' }, {}, 'gtin'],
    ['a serial with signs that GS1 does not have', { ...pack, serial: 'ä^' }, {}, 'ser'],
    ['a lot that is too long', { ...pack, lot: 'L'.repeat(21) }, {}, 'lot'],
  ])('%s is 400, with field and rule', async (_, asked, more, field) => {
    const { status, body } = await verify(TORE, asked, more);
    expect({ status, code: body.code }).toEqual({ status: 400, code: 'INVALID_INPUT' });
    expect(body.faults).toContainEqual({ field, rule: expect.stringMatching(/\w{2}/) });
  });
});

describe('guessing', () => {
  const guess = (person: Person, serial: string) => verify(person, { ...SPRING, serial });
  const right = (person: Person) => verify(person, { ...SPRING, serial: 'Nor7x2' });

  it('is ended at the maker when two people of one site share it, and right answers are held back too', async () => {
    for (let n = 0; n < GUESSES; n += 1)
      expect((await guess(n < 6 ? PETRA : NILS, `WILD${n}`)).body.data).toMatchObject({ verified: false });
    for (const person of [PETRA, NILS]) {
      const refused = await right(person);
      expect(refused).toMatchObject({ status: 429, body: { code: 'TOO_MANY_REQUESTS' } });
      expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(60);
    }
    expect((await right(ASTRID)).body.data).toEqual({ verified: true });
  });

  it('is ended at the own gateway for one person', async () => {
    for (let n = 0; n < GUESSES; n += 1) await guess(RASMUS, `MINE${n}`);
    expect(await guess(RASMUS, 'MINE')).toMatchObject({ status: 429 });
    expect(await right(RASMUS)).toMatchObject({ status: 429 });
    // The scan of a pack is another door.
    expect(await chain.scans(RASMUS, `(01)${gtin}(10)${SPRING.lot}(21)Nor7x2`)).toMatchObject({ verdict: 'authentic' });
  });
});

it('who asks without end is told to wait; the others are not', async () => {
  const asked = await Promise.all(Array.from({ length: REQUESTS + 10 }, () => connects(INGA)));
  const refused = asked.filter(({ status }) => status === 429);
  expect(refused).toHaveLength(10);
  expect(refused[0]).toMatchObject({ body: { code: 'TOO_MANY_REQUESTS' } });
  expect(Number(refused[0]!.headers.get('Retry-After'))).toBeGreaterThan(1);
  expect((await connects(ASTRID)).status).toBe(200);
});

it('while the maker is away nobody answers in its place: 503', async () => {
  await chain.gateways.goAway('manufacturer');
  const away = { status: 503, body: { code: 'MEMBER_UNAVAILABLE' } };
  expect(await connects(ASTRID)).toMatchObject(away);
  expect(await verify(ASTRID, { ...SPRING, serial: 'Nor7x1' })).toMatchObject(away);
});
