import { calendarDateSchema, lotNumberSchema } from '../gs1';
import { testDigest } from '../ledger/fixtures/node-digest';
import { refusalOf } from '../ledger/fixtures/refusals';
import {
  aLot,
  aPart,
  aRegistration,
  before,
  now,
  otherMaker,
  product,
  registrationId,
  releaseOfficer,
} from './fixtures/supply.fixtures';
import { registerPart } from './register-part.rules';
import { registerPartSchema } from './part.schema';
import { partRegisteredSchema } from './supply.events';

const command = aRegistration(900);
const part = aPart(command);
const fresh = { product, lot: undefined, part: undefined };
const standing = aLot([aPart(aRegistration(3, { registration: registrationId(9) }), { state: 'sealed' })]);
const full = aLot(
  Array.from({ length: 16 }, (_, index) => aPart(command, { registration: registrationId(index + 20) })),
);

describe('opening a registration', () => {
  it('begins a lot with its first part, whose pages are fixed', () => {
    const decision = registerPart(testDigest, fresh, command, releaseOfficer, now);
    expect(decision).toMatchObject({
      state: {
        lot: { expiry: command.expiry, maker: 'manufacturer', parts: [{ packs: 900, pages: 4, isSealed: false }] },
        part: { ...part, registeredAt: now, changedAt: now },
        manifest: { registration: command.registration, pages: command.manifest },
      },
    });
    expect(partRegisteredSchema.parse('event' in decision && decision.event)).toMatchObject({ packs: 900, at: now });
  });

  it('adds a part to a lot that stands', () => {
    const decision = registerPart(testDigest, { ...fresh, lot: standing }, command, releaseOfficer, now);
    expect(decision).toMatchObject({
      state: { lot: { parts: [{ isSealed: true }, { registration: command.registration, isSealed: false }] } },
    });
  });

  it('begins a lot anew when every registration of it was abandoned', () => {
    const emptied = aLot([], { expiry: calendarDateSchema.parse('2020-01-01'), secretCommitment: 'f'.repeat(64) });
    const decision = registerPart(testDigest, { ...fresh, lot: emptied }, command, releaseOfficer, now);
    expect(decision).toMatchObject({ state: { lot: { expiry: command.expiry, parts: [{ packs: 900 }] } } });
  });

  it.each(['registering', 'sealed'] as const)(
    'answers the same again with the first answer while it is %s',
    (state) => {
      const stands = { product, lot: aLot([part]), part: { ...part, state } };
      expect(registerPart(testDigest, stands, command, releaseOfficer, now)).toMatchObject({
        repeated: { registration: command.registration, at: before },
      });
    },
  );

  const other = { ...command, expiry: calendarDateSchema.parse('2028-07-31') };
  const again = { product, lot: aLot([part]), part };
  it.each([
    ['the product is another’s', fresh, command, otherMaker, 'PRODUCT_NOT_OWNED'],
    ['the lot has another expiry', { ...fresh, lot: standing }, other, releaseOfficer, 'LOT_MISMATCH'],
    [
      'the lot has another secret',
      { ...fresh, lot: standing },
      { ...command, secretCommitment: 'f'.repeat(64) },
      releaseOfficer,
      'LOT_MISMATCH',
    ],
    ['the lot has 16 parts', { ...fresh, lot: full }, command, releaseOfficer, 'LOT_FULL'],
    ['its id stands with another manifest', again, aRegistration(901), releaseOfficer, 'PART_ALREADY_REGISTERED'],
    [
      'its id stands in another lot',
      again,
      { ...command, lot: lotNumberSchema.parse('X') },
      releaseOfficer,
      'PART_ALREADY_REGISTERED',
    ],
    ['it stands with another expiry', again, other, releaseOfficer, 'LOT_MISMATCH'],
    [
      'it was abandoned',
      { ...again, part: { ...part, state: 'abandoned' as const } },
      command,
      releaseOfficer,
      'PART_ABANDONED',
    ],
    ['its lot is lost', { ...again, lot: undefined }, command, releaseOfficer, 'BROKEN_STATE'],
  ])('refuses when %s', (_, given, asked, by, code) => {
    expect(refusalOf(() => registerPart(testDigest, given, asked, by, now))).toBe(code);
  });

  it.each([
    ['a registration id that is too short', { registration: 'ab' }],
    ['a month without a day', { expiry: '2028-06-00' }],
    ['a lot with a space', { lot: 'N 7' }],
    ['a secret instead of its commitment', { secret: 'ab' }],
  ])('takes no command with %s', (_, fault) => {
    expect(registerPartSchema.safeParse({ ...command, ...fault }).success).toBe(false);
  });
});
