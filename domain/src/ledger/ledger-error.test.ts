import { refusalOf } from './fixtures/refusals';
import { LedgerError, refuseUnless } from './ledger-error';

describe('a refusal', () => {
  it('is its code and detail on the wire, and comes back from there', () => {
    const refused = LedgerError.fromMessage(new LedgerError('LOT_FULL', 'the lot has 16 parts').message);
    expect(refused).toMatchObject({ code: 'LOT_FULL', detail: 'the lot has 16 parts', faults: [] });
    expect(refused?.row).toMatchObject({ kind: 'refused', retryable: false });
  });

  it('names fields again when it is about input', () => {
    const message = 'INVALID_INPUT: gtin: has a wrong check digit; parts[0].count: must be 1: or more; nonsense';
    expect(LedgerError.fromMessage(message)?.faults).toEqual([
      { field: 'gtin', rule: 'has a wrong check digit' },
      { field: 'parts[0].count', rule: 'must be 1: or more' },
    ]);
  });

  it('names elements again when a consent cannot be enforced', () => {
    const refused = LedgerError.fromMessage('CONSENT_NOT_ENFORCEABLE: provision.action: is not a known field');
    expect(refused?.faults).toEqual([{ field: 'provision.action', rule: 'is not a known field' }]);
    expect(LedgerError.fromMessage('LOT_FULL: a: b')?.faults).toEqual([]);
  });

  it.each(['', 'connection dropped', 'NO_SUCH_CODE: x', 'LOT_FULL', 'toString: x', 'lot_full: x'])(
    '%j is none',
    (message) => {
      expect(LedgerError.fromMessage(message)).toBeUndefined();
    },
  );

  it('is thrown unless the condition holds', () => {
    expect(
      refusalOf(() => {
        refuseUnless(false, 'LOT_FULL', 'x');
      }),
    ).toBe('LOT_FULL');
    expect(
      refusalOf(() => {
        refuseUnless(true, 'LOT_FULL', 'x');
      }),
    ).toBeUndefined();
  });

  it('is not what another failure is taken for', () => {
    expect(() =>
      refusalOf(() => {
        throw new TypeError('a bug');
      }),
    ).toThrow('a bug');
  });
});
