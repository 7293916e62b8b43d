import { randomBytes } from 'node:crypto';
import { personNameOf } from './person-name';

const key = Buffer.alloc(32, 7);
const ISSUER = 'https://login.example/pharmacy';

describe('the random name of a person', () => {
  it('is what it was at the first use, for as long as the key is kept', () => {
    expect(personNameOf(key, ISSUER, 'anna')).toBe('485b967748a7d5ca7574513db45c7196');
  });

  it('is another for another subject, issuer or key', () => {
    const names = [
      personNameOf(key, ISSUER, 'anna'),
      personNameOf(key, ISSUER, 'Anna'),
      personNameOf(key, `${ISSUER}/`, 'anna'),
      personNameOf(randomBytes(32), ISSUER, 'anna'),
    ];
    expect(new Set(names).size).toBe(4);
  });

  it('cannot be had by moving a part of the subject into the issuer', () => {
    expect(() => personNameOf(key, `${ISSUER}\na`, 'b')).toThrow('line break');
  });
});
