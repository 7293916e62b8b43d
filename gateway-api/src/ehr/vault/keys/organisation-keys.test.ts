/** Where the organisation's key comes from, and which starts are refused for the lack of one. */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { organisationKey, type OrganisationKeySettings, readOrganisationKeys } from './organisation-keys';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vault-key-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const settings = (given: Partial<OrganisationKeySettings>): OrganisationKeySettings => ({
  ...{ environment: 'development', organisation: 'hospital' },
  ...{ vaultKey: undefined, vaultKeyFile: undefined, previousVaultKey: undefined, previousVaultKeyFile: undefined },
  ...given,
});
const fileIn = (name: string): string => join(folder, 'kept', name);

describe('the organisation’s key', () => {
  it('is the one of the environment', () => {
    const key = new Uint8Array(32).fill(7);
    const keys = readOrganisationKeys(settings({ environment: 'production', vaultKey: key }));
    expect(keys).toEqual({ organisation: 'hospital', current: organisationKey(key), previous: undefined });
  });

  it('is made at the first start, for its owner only, and read again at the next', () => {
    const given = settings({ vaultKeyFile: fileIn('vault.key') });
    const first = readOrganisationKeys(given);
    expect(statSync(fileIn('vault.key')).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'kept')).mode & 0o777).toBe(0o700);
    expect(Buffer.from(readFileSync(fileIn('vault.key'), 'utf8'), 'base64')).toEqual(Buffer.from(first.current.key));
    expect(readOrganisationKeys(given)).toEqual(first);
  });

  it('is never made in production: a start without one is refused', () => {
    const production = settings({ environment: 'production', vaultKeyFile: fileIn('vault.key') });
    expect(() => readOrganisationKeys(production)).toThrow('THERIAC_VAULT_KEY_FILE cannot be read');
    expect(() => readOrganisationKeys(settings({ environment: 'production' }))).toThrow(
      'THERIAC_VAULT_KEY_FILE is missing',
    );
  });

  it('is beside the previous one, which is never made', () => {
    const vaultKeyFile = fileIn('vault.key');
    const previousVaultKey = new Uint8Array(32).fill(1);
    expect(readOrganisationKeys(settings({ vaultKeyFile, previousVaultKey })).previous?.key).toEqual(previousVaultKey);
    expect(() =>
      readOrganisationKeys(settings({ vaultKeyFile, previousVaultKeyFile: fileIn('previous.key') })),
    ).toThrow('THERIAC_PREVIOUS_VAULT_KEY_FILE cannot be read');
  });

  it('is 32 bytes, and no wrong file is shown', () => {
    writeFileSync(join(folder, 'short'), 'aHVudGVyMg==');
    const read = () => readOrganisationKeys(settings({ vaultKeyFile: join(folder, 'short') }));
    expect(read).toThrow('THERIAC_VAULT_KEY_FILE must hold 32 bytes in base64');
    expect(read).not.toThrow('aHVudGVyMg');
  });

  it('has a name that differs by key', () => {
    const names = [1, 2, 2].map((byte) => organisationKey(new Uint8Array(32).fill(byte)).id);
    expect(names[0]).toMatch(/^[0-9a-f]{16}$/);
    expect(names[1]).not.toBe(names[0]);
    expect(names[2]).toBe(names[1]);
  });
});
