import { ChaincodeStub } from 'fabric-shim';
import { compositeKey, splitCompositeKey } from './composite-key';

describe('composite keys', () => {
  it('are those that the shim makes', () => {
    const shims = ChaincodeStub.prototype.createCompositeKey.call({}, 'lot', ['09506000134352', 'A1']);
    expect(compositeKey('lot', ['09506000134352', 'A1'])).toBe(shims);
  });

  it('come apart as they were put together', () => {
    expect(splitCompositeKey(compositeKey('page', ['ab', '7']))).toEqual({
      objectType: 'page',
      attributes: ['ab', '7'],
    });
    expect(splitCompositeKey(compositeKey('page', []))).toEqual({ objectType: 'page', attributes: [] });
  });

  it.each(['plain', '\u0000open', 'closed\u0000', '\u0000', '\u0000\u0000', ''])('%j is none', (key) => {
    expect(splitCompositeKey(key)).toBeUndefined();
  });
});
