import { refusalOf } from '../ledger/fixtures/refusals';
import { assignment, before, now, otherMaker, product, productData, releaseOfficer } from './fixtures/supply.fixtures';
import { registerProduct } from './product.rules';
import { productShape, registerProductSchema } from './product.schema';
import { productRegisteredSchema } from './supply.events';

const fresh = { existing: undefined, assignment };

describe('registering a product', () => {
  it('keeps what the maker says of it', () => {
    const decision = registerProduct(fresh, productData, releaseOfficer, now);
    expect(decision).toMatchObject({ state: { ...productData, organisation: 'manufacturer', changedAt: now } });
    expect(productRegisteredSchema.parse('event' in decision && decision.event)).toMatchObject({ at: now });
  });

  it('answers identical data again with the first answer, whatever the order of its fields', () => {
    const reordered = Object.fromEntries(Object.entries(productData).reverse()) as typeof productData;
    expect(registerProduct({ existing: product, assignment }, reordered, releaseOfficer, now)).toMatchObject({
      repeated: { gtin: product.gtin, at: before },
    });
  });

  it.each([
    [
      'no prefix opens the GTIN',
      { ...fresh, assignment: undefined },
      productData,
      releaseOfficer,
      'PREFIX_NOT_ASSIGNED',
    ],
    ['the prefix is another’s', fresh, productData, otherMaker, 'PREFIX_NOT_ASSIGNED'],
    [
      'the GTIN stands for something else',
      { existing: product, assignment },
      { ...productData, packSize: 56 },
      releaseOfficer,
      'PRODUCT_ALREADY_REGISTERED',
    ],
  ])('refuses when %s', (_, given, command, by, code) => {
    expect(refusalOf(() => registerProduct(given, command, by, now))).toBe(code);
  });

  it.each([
    ['a wrong check digit', { gtin: '09506000134353' }],
    ['an unknown field', { colour: 'white' }],
    ['no manufacturing site', { manufacturingSites: [] }],
    ['a site with a wrong check digit', { manufacturingSites: [{ gln: '9521104000021', name: 'x', country: 'FI' }] }],
    ['a storage range upside down', { storage: { minimum: 25, maximum: 2 } }],
    ['half a unit', { packSize: 0.5 }],
    ['an unknown register', { nationalNumbers: [{ scheme: 'XYZ', number: '1' }] }],
    ['a national number of another form', { nationalNumbers: [{ scheme: 'NDC', number: '0002143380' }] }],
    ['a name that hides a character', { name: 'Norr\u200bskenol' }],
    ['a country in words', { market: 'Sweden' }],
  ])('takes no product with %s', (_, fault) => {
    expect(registerProductSchema.safeParse({ ...productData, ...fault }).success).toBe(false);
  });

  it('lies under its GTIN', () => {
    expect(productShape.keyOf(product)).toEqual([product.gtin]);
  });
});
