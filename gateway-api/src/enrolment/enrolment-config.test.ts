import { readEnrolmentConfig } from './enrolment-config';
import { ENROLMENT_SETTINGS } from './enrolment.settings';

const examples = Object.fromEntries(Object.values(ENROLMENT_SETTINGS).map(({ name, example }) => [name, example]));

describe('the configuration of an enrolment service', () => {
  it('is read from its examples', () => {
    expect(readEnrolmentConfig(examples)).toMatchObject({
      ...{ environment: 'production', organisation: 'pharmacy', port: 8903, caAddress: 'localhost:8403', caName: 'ca' },
      ...{ tokenAudience: 'urn:theriac:pharmacy', tokenAlgorithms: ['ES256', 'PS256'] },
    });
  });

  it('names what is missing', () => {
    expect(() => readEnrolmentConfig({ ...examples, THERIAC_NAME_KEY_FILE: '' })).toThrow(
      'THERIAC_NAME_KEY_FILE is missing',
    );
  });

  it('believes in production no issuer whose keys anybody on the way could change', () => {
    const plain = { ...examples, THERIAC_TOKEN_ISSUER: 'http://id.pharmacy.example' };
    expect(() => readEnrolmentConfig(plain)).toThrow('THERIAC_TOKEN_ISSUER must be https');
    expect(readEnrolmentConfig({ ...plain, NODE_ENV: 'development' }).tokenIssuer).toBe('http://id.pharmacy.example');
  });
});
