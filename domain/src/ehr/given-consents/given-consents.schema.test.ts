import { readState, writeState } from '../../ledger';
import { refusalOf } from '../../ledger/fixtures/refusals';
import { forTreatment, given } from '../fixtures/sessions';
import { type GivenConsents, givenConsentsShape } from './given-consents.schema';

const standing = given(forTreatment, { type: 'deny', labels: ['PSY'] });

describe('consents on the ledger', () => {
  it('are read as they were written', () => {
    expect(readState(givenConsentsShape, writeState(givenConsentsShape, standing))).toEqual(standing);
  });

  it.each([
    ['of a form that this package does not know', { form: 2 }],
    ['that is none', undefined],
    ['that is text', 'permit'],
  ])('with one %s are not read at all: nothing is decided by a part of them', (_, consent) => {
    const broken = { ...standing, consents: [...standing.consents, consent ?? null] } as GivenConsents;
    const text = writeState(givenConsentsShape, broken);
    expect(refusalOf(() => readState(givenConsentsShape, text))).toBe('BROKEN_STATE');
  });
});
