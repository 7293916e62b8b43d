/** The configuration: what is missing or wrong stops the start with its name, and never shows a value. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { configurationPage } from './configuration-page';
import { ConfigError } from './config-error';
import { readConfig } from './read-config';
import { SETTINGS } from './settings';

const whole = (): Record<string, string> => ({
  ...Object.fromEntries(Object.values(SETTINGS).map((row) => [row.name, row.example])),
  NODE_ENV: 'development',
  THERIAC_TRUSTED_PROXIES: '',
  THERIAC_VAULT_KEY: '',
  THERIAC_PREVIOUS_VAULT_KEY: '',
});

const faultsOf = (environment: Record<string, string | undefined>): readonly string[] => {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
};

describe('the configuration of a gateway', () => {
  it('is read from its examples', () => {
    const config = readConfig(whole());
    expect(config.organisation).toBe('pharmacy');
    expect(config.httpPort).toBe(8103);
    expect(config.memberAddresses.get('manufacturer')).toBe('gateway.maker.example:8204');
  });

  it('takes every default that is not given', () => {
    const required = Object.fromEntries(
      Object.values(SETTINGS).flatMap((row) => (row.default === undefined ? [[row.name, row.example]] : [])),
    ) as Record<string, string>;
    const config = readConfig(required);
    expect(config.environment).toBe('development');
    expect(config.idempotencyHours).toBe(24);
  });

  it.each(Object.values(SETTINGS).filter((row) => row.default === undefined))(
    'names $name when it is missing',
    (row) => {
      expect(faultsOf({ ...whole(), [row.name]: undefined })).toEqual([`${row.name} is missing: ${row.description}`]);
      expect(faultsOf({ ...whole(), [row.name]: '' })).toEqual([`${row.name} is missing: ${row.description}`]);
    },
  );

  it.each([
    ['THERIAC_HTTP_PORT', '80103', 'must be at most 65535'],
    ['THERIAC_HTTP_PORT', '0', 'must be at least 1'],
    ['THERIAC_HTTP_PORT', '81.3', 'must be a whole number'],
    ['THERIAC_ORGANISATION', 'Pharmacy', 'must be lower case letters, digits and hyphens'],
    ['THERIAC_PEER_ADDRESS', 'localhost', 'must be host:port'],
    ['THERIAC_MEMBER_ADDRESSES', 'pharmacy:8203', 'must be name=host:port, separated by commas'],
    ['THERIAC_MEMBER_TLS_ROOTS', '/etc/roots.pem', 'must hold {member}'],
    ['THERIAC_LOG_LEVEL', 'loud', 'must be one of fatal, error, warn, info, debug, trace, silent'],
    ['THERIAC_TOKEN_ISSUER', 'id.pharmacy.example', 'must be an http or https URL without query'],
    ['THERIAC_MEMBER_TOKEN_ISSUERS', 'https://id.clinic.example', 'must be name=URL, separated by commas'],
    ['THERIAC_TOKEN_ALGORITHMS', 'ES256,none', 'must be some of ES256'],
    ['THERIAC_TOKEN_ALGORITHMS', 'HS256', 'must be some of ES256'],
    ['DATABASE_URL', 'mysql://root:hunter2@localhost', 'must be a postgresql:// URL'],
  ])('refuses %s=%s', (name, value, rule) => {
    expect(faultsOf({ ...whole(), [name]: value })).toEqual([expect.stringContaining(`${name} ${rule}`)]);
  });

  it('names all faults at once and never a value', () => {
    const faults = faultsOf({ ...whole(), DATABASE_URL: 'hunter2', THERIAC_HTTP_PORT: 'hunter2' });
    expect(faults).toHaveLength(2);
    expect(faults.join()).not.toContain('hunter2');
  });

  it('refuses an issuer over plain HTTP in production', () => {
    const issuer = { THERIAC_TOKEN_ISSUER: 'http://id.pharmacy.example' };
    expect(faultsOf({ ...whole(), ...issuer, NODE_ENV: 'production' })).toEqual([
      expect.stringContaining('THERIAC_TOKEN_ISSUER must be https when NODE_ENV is production'),
    ]);
    expect(faultsOf({ ...whole(), ...issuer })).toEqual([]);
  });

  it('lets only other members’ patients in, by issuers that nobody forges on the way', () => {
    const others = (text: string, more = {}) => faultsOf({ ...whole(), THERIAC_MEMBER_TOKEN_ISSUERS: text, ...more });
    const production = { NODE_ENV: 'production' };
    expect(others('clinic=http://id.clinic.example', production)).toEqual([
      expect.stringContaining('THERIAC_MEMBER_TOKEN_ISSUERS must be https'),
    ]);
    const own = [expect.stringContaining('THERIAC_MEMBER_TOKEN_ISSUERS must name other members')];
    expect(others(`${whole().THERIAC_ORGANISATION}=https://id.example`)).toEqual(own);
    expect(others(`clinic=${whole().THERIAC_TOKEN_ISSUER}`)).toEqual(own);
    expect(others('')).toEqual([]);
  });

  it('is HTTPS unless something else is said', () => {
    expect(readConfig({ ...whole(), THERIAC_HTTP_TLS: '' }).httpTls).toBe('certificate');
  });

  const loopback = { THERIAC_HTTP_TLS: 'loopback', THERIAC_HTTP_CERTIFICATE: '', THERIAC_HTTP_KEY: '' };
  const proxy = { ...loopback, THERIAC_HTTP_TLS: 'proxy', THERIAC_TRUSTED_PROXIES: '10.1.2.3, fd00::/8' };

  it('takes plain HTTP on loopback, and behind a proxy that it names', () => {
    for (const host of ['127.0.0.1', '127.8.0.1', '::1', 'localhost'])
      expect(faultsOf({ ...whole(), ...loopback, THERIAC_HTTP_HOST: host })).toEqual([]);
    expect(readConfig({ ...whole(), ...proxy }).trustedProxies).toEqual(['10.1.2.3', 'fd00::/8']);
  });

  it.each([
    ['plain HTTP elsewhere', loopback, 'THERIAC_HTTP_HOST must be a loopback address'],
    [
      'plain HTTP in production',
      { ...loopback, NODE_ENV: 'production', THERIAC_HTTP_HOST: '127.0.0.1' },
      'THERIAC_HTTP_TLS must not be loopback when NODE_ENV is production',
    ],
    ['a proxy that nobody names', { ...proxy, THERIAC_TRUSTED_PROXIES: '' }, 'THERIAC_TRUSTED_PROXIES is missing'],
    ['proxies of nobody', { THERIAC_TRUSTED_PROXIES: '10.1.2.3' }, 'THERIAC_TRUSTED_PROXIES is for'],
    ['a certificate without key', { THERIAC_HTTP_KEY: '' }, 'THERIAC_HTTP_CERTIFICATE and THERIAC_HTTP_KEY must'],
    [
      'a certificate behind a proxy',
      { ...proxy, THERIAC_HTTP_CERTIFICATE: '/a.crt', THERIAC_HTTP_KEY: '/a.key' },
      'THERIAC_HTTP_CERTIFICATE is for',
    ],
    ['everybody as a proxy', { ...proxy, THERIAC_TRUSTED_PROXIES: '0.0.0.0/0' }, 'THERIAC_TRUSTED_PROXIES must be'],
    ['a proxy by name', { ...proxy, THERIAC_TRUSTED_PROXIES: 'proxy' }, 'THERIAC_TRUSTED_PROXIES must be'],
  ])('refuses %s', (_, settings, fault) => {
    expect(faultsOf({ ...whole(), ...settings })).toContainEqual(expect.stringContaining(fault));
  });

  const key = Buffer.alloc(32, 7).toString('base64');

  it('takes the vault’s key from the environment or from a file', () => {
    const given = readConfig({ ...whole(), THERIAC_VAULT_KEY: key, THERIAC_VAULT_KEY_FILE: '' });
    expect([given.vaultKey, given.vaultKeyFile]).toEqual([new Uint8Array(32).fill(7), undefined]);
    expect(readConfig(whole())).toMatchObject({
      vaultKey: undefined,
      vaultKeyFile: '/var/lib/theriac/hospital/vault.key',
    });
  });

  it.each([
    ['both a key and its file', { THERIAC_VAULT_KEY: key }, 'THERIAC_VAULT_KEY and THERIAC_VAULT_KEY_FILE'],
    [
      'both previous ones',
      { THERIAC_PREVIOUS_VAULT_KEY: key },
      'THERIAC_PREVIOUS_VAULT_KEY and THERIAC_PREVIOUS_VAULT',
    ],
    ['a previous key alone', { THERIAC_VAULT_KEY_FILE: '' }, 'THERIAC_PREVIOUS_VAULT_KEY is given without'],
    ['31 bytes', { THERIAC_VAULT_KEY: Buffer.alloc(31).toString('base64') }, 'must be 32 bytes in base64'],
    ['hex', { THERIAC_VAULT_KEY: '00'.repeat(32) }, 'must be 32 bytes in base64'],
  ])('refuses %s for the vault', (_, settings, fault) => {
    expect(faultsOf({ ...whole(), ...settings })).toEqual([expect.stringContaining(fault)]);
  });

  it('refuses two listeners on one port', () => {
    expect(faultsOf({ ...whole(), THERIAC_METRICS_PORT: '8103' })).toEqual([expect.stringContaining('must differ')]);
  });

  it('is documented by a page that the table wrote', () => {
    const page = readFileSync(join(__dirname, '../../../docs/configuration.md'), 'utf8');
    expect(page).toBe(configurationPage());
  });
});
