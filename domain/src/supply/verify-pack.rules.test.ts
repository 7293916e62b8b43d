import { calendarDateSchema } from '../gs1';
import { whereaboutsIn } from './container';
import { type Instant, instantOf } from '../ledger';
import { aPack, aStatus, atMaker, atPharmacy, atShop, onItsWay, pharmacist, shop } from './fixtures/pack.fixtures';
import { aStopList, recallId } from './fixtures/recall.fixtures';
import {
  aLot,
  aPart,
  aRegistration,
  before,
  expiry,
  gtin,
  lotNumber,
  now,
  registrationId,
} from './fixtures/supply.fixtures';
import type { PackSituation } from './pack';
import {
  ledgerVerdictCodeSchema,
  ledgerVerdictSchema,
  VERDICTS,
  type VerifyPack,
  verifyPackSchema,
} from './verdict.schema';
import { partsToSearch, verifyPack } from './verify-pack.rules';

const whole = aPart(aRegistration(900), { state: 'sealed' });
const second = aPart(aRegistration(3, { registration: registrationId(2) }), { state: 'sealed' });
const open = aPart(aRegistration(5, { registration: registrationId(3) }));
const asked = { gtin, lot: lotNumber, digest: 'ab'.repeat(16) };
const lot = aLot([whole]);
const part = lot.parts[0];
const hit = { isProductKnown: true, lot, part, pack: undefined, whereabouts: atMaker, stopLists: [] };
const miss = { ...hit, part: undefined, whereabouts: undefined };
const verify = (given: PackSituation, question: VerifyPack, moment: Instant) =>
  verifyPack(given, question, pharmacist, moment);
const day = (text: string) => calendarDateSchema.parse(text);
const at = (...moment: Parameters<typeof Date.UTC>): Instant => instantOf(Date.UTC(...moment));

const locked = { ...hit, stopLists: [aStopList(false)] };
const recalled = { ...hit, stopLists: [aStopList(true)] };

describe('verifying a pack', () => {
  it.each([
    ['is of a lot that is locked', locked, asked, now, 'lot-locked'],
    ['is of a lot that is recalled', recalled, asked, now, 'recalled'],
    ['is of a lot that is recalled, and has expired', recalled, asked, at(2030, 0, 1), 'recalled'],
    [
      'bears another expiry, of a lot that is recalled',
      recalled,
      { ...asked, expiry: day('2029-06-30') },
      now,
      'wrong-expiry',
    ],
    ['is on no page of a lot that is recalled', { ...recalled, part: undefined }, asked, now, 'unknown-serial'],
    ['is on a page', hit, asked, now, 'authentic'],
    ['is on a page, with the right expiry', hit, { ...asked, expiry }, now, 'authentic'],
    ['is on a page of a lot that grows', { ...hit, lot: aLot([whole, open]) }, asked, now, 'authentic'],
    ['bears another expiry', hit, { ...asked, expiry: day('2029-06-30') }, now, 'wrong-expiry'],
    [
      'bears another expiry and has expired',
      hit,
      { ...asked, expiry: day('2029-06-30') },
      at(2030, 0, 1),
      'wrong-expiry',
    ],
    ['is on its expiry day', hit, asked, at(2028, 5, 30, 23, 59), 'authentic'],
    ['may still be good somewhere west', hit, asked, at(2028, 6, 1, 11, 59, 59), 'authentic'],
    ['is good nowhere any more', hit, asked, at(2028, 6, 1, 12), 'expired'],
    ['is on no page', miss, asked, now, 'unknown-serial'],
    ['is on no page and has expired', miss, asked, at(2030, 0, 1), 'unknown-serial'],
    ['is on no page yet', { ...miss, lot: aLot([whole, open]) }, asked, now, 'still-being-registered'],
    ['is of a lot that only begins', { ...miss, lot: aLot([open]) }, asked, now, 'still-being-registered'],
    ['is of a lot that was given up', { ...miss, lot: aLot([]) }, asked, now, 'lot-not-known'],
    ['is of a lot that nobody registered', { ...miss, lot: undefined }, asked, now, 'lot-not-known'],
    ['is of no product here', { ...miss, lot: undefined, isProductKnown: false }, asked, now, 'product-not-in-network'],
  ])('that %s', (_, given, question, moment, verdict) => {
    const answer = verify(given, question, moment);
    expect(ledgerVerdictSchema.parse(answer)).toMatchObject({ verdict, gtin, lot: lotNumber, at: moment });
  });

  it('tells the lot’s expiry and maker, and the part that holds the pack', () => {
    expect(verify(hit, asked, now)).toMatchObject({ expiry, maker: 'manufacturer', part: whole.registration });
    expect(verify(miss, asked, now)).not.toHaveProperty('part');
    expect(verify({ ...miss, lot: undefined }, asked, now)).not.toHaveProperty('expiry');
  });

  it.each([
    ['supplied', 'already-supplied-elsewhere'],
    ['exported', 'exported'],
    ['locked', 'locked'],
    ['stolen', 'stolen'],
  ] as const)('that was %s tells it, with the day', (state, verdict) => {
    const question = { ...asked, digest: 'ab'.repeat(16) };
    expect(verify(aPack({ status: aStatus(state) }), question, now)).toMatchObject({ verdict, since: '2026-11-21' });
    const inCase = whereaboutsIn([atPharmacy({ status: aStatus(state) })]);
    expect(verify(aPack(undefined, inCase), question, now)).toMatchObject({ verdict });
  });

  it.each([
    ['left', 'authentic'],
    ['lost', 'authentic'],
    ['destroyed', 'destroyed'],
  ] as const)('that is in a container that is %s is nobody’s', (how, verdict) => {
    const at = before;
    const gone =
      how === 'left' ? { how, departure: 'd'.repeat(32), to: shop, at } : { how, discrepancy: 'd'.repeat(32), at };
    const told = verify(aPack(undefined, whereaboutsIn([atPharmacy({ gone })])), asked, now);
    expect(told).toMatchObject({ verdict, custody: 'elsewhere' });
  });

  it('tells what its place is to who asks', () => {
    expect(verify(aPack(undefined, atShop), asked, now)).toMatchObject({ custody: 'yours', site: shop });
    expect(verify(aPack(undefined, onItsWay), asked, now)).toMatchObject({ custody: 'on-its-way-to-you' });
    const elsewhere = verify(aPack(undefined, atMaker), asked, now);
    expect(elsewhere).toMatchObject({ verdict: 'authentic', custody: 'elsewhere' });
    expect(elsewhere).not.toHaveProperty('site');
  });

  it('names the recall that stops it, when that is the verdict', () => {
    expect(verify(recalled, asked, now)).toMatchObject({ recall: recallId });
    expect(verify(hit, asked, now)).not.toHaveProperty('recall');
    expect(verify(recalled, { ...asked, expiry: day('2029-06-30') }, now)).not.toHaveProperty('recall');
  });

  it('looks into sealed parts only, the hinted one first', () => {
    const parts = (hint?: string) => partsToSearch(aLot([whole, open, second]), hint).map((one) => one.registration);
    expect(parts()).toEqual([registrationId(1), registrationId(2)]);
    expect(parts(registrationId(2))).toEqual([registrationId(2), registrationId(1)]);
    expect(parts(registrationId(3))).toEqual([registrationId(1), registrationId(2)]);
  });

  it.each([
    ['a digest cut short', { digest: 'ab' }],
    ['a serial', { serial: 'S1' }],
    ['an expiry that is no day', { expiry: '2028-06-31' }],
  ])('takes no question with %s', (_, fault) => {
    expect(verifyPackSchema.safeParse({ ...asked, ...fault }).success).toBe(false);
  });
});

describe('the vocabulary of verdicts', () => {
  it('lets supply what is authentic, or opened here, and says so in words', () => {
    const supplied = Object.entries(VERDICTS).filter(([, row]) => row.advice === 'may-supply');
    expect(supplied.map(([code]) => code)).toEqual(['authentic', 'opened-here']);
    const refused = Object.values(VERDICTS).filter((row) => row.advice === 'do-not-supply');
    expect(refused.every((row) => row.sentence.startsWith('Do not supply'))).toBe(true);
  });

  it('says of two that this network cannot judge', () => {
    const unknown = Object.entries(VERDICTS).filter(([, row]) => row.advice === 'cannot-judge');
    expect(unknown.map(([code]) => code)).toEqual(['product-not-in-network', 'not-serialised']);
  });

  it('holds every verdict of the ledger', () => {
    expect(ledgerVerdictCodeSchema.options.every((code) => code in VERDICTS)).toBe(true);
  });
});
