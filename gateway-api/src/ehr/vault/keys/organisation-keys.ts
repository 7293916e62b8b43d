/** The organisation's key, which wraps the keys of its patients: from the environment, or from a file. */
import { createHmac } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Config, ConfigError } from '../../../config';
import { vaultKeySchema } from '../../../config/vault.settings';
import { drawKey } from './seal';

/** A key of the organisation, with a name that tells it from others and nothing of it. */
export interface OrganisationKey {
  readonly id: string;
  readonly key: Uint8Array;
}

/** The key in force and, while patients' keys are wrapped anew, the one before it. */
export interface OrganisationKeys {
  readonly organisation: string;
  readonly current: OrganisationKey;
  readonly previous: OrganisationKey | undefined;
}

/** The part of the configuration that says where the keys are. */
export type OrganisationKeySettings = Pick<
  Config,
  'environment' | 'organisation' | 'vaultKey' | 'vaultKeyFile' | 'previousVaultKey' | 'previousVaultKeyFile'
>;

/** So many hex digits tell an organisation's few keys apart. */
const ID_DIGITS = 16;

/**
 * Reads the keys. Outside production a file that is missing is made, readable by its owner only; that it is not a new key
 * beside old records is found by {@link PatientKeyStore.check}.
 *
 * @throws ConfigError when there is no key, or what there is cannot be one
 */
export function readOrganisationKeys(settings: OrganisationKeySettings): OrganisationKeys {
  const { environment, organisation, vaultKey, vaultKeyFile, previousVaultKey, previousVaultKeyFile } = settings;
  const current = vaultKey ?? keyFromFile('THERIAC_VAULT_KEY_FILE', vaultKeyFile, environment !== 'production');
  if (current === undefined)
    throw new ConfigError(['THERIAC_VAULT_KEY_FILE is missing: a custodian’s records are encrypted under its key']);
  const previous = previousVaultKey ?? keyFromFile('THERIAC_PREVIOUS_VAULT_KEY_FILE', previousVaultKeyFile, false);
  return {
    organisation,
    current: organisationKey(current),
    previous: previous === undefined ? undefined : organisationKey(previous),
  };
}

/** A key with its name. */
export function organisationKey(key: Uint8Array): OrganisationKey {
  const id = createHmac('sha256', key).update('theriac vault key').digest('hex').slice(0, ID_DIGITS);
  return { id, key };
}

function keyFromFile(variable: string, file: string | undefined, mayDraw: boolean): Uint8Array | undefined {
  if (file === undefined) return undefined;
  if (mayDraw) drawIfMissing(file);
  const read = vaultKeySchema.safeParse(textOf(variable, file).trim());
  if (!read.success) throw new ConfigError([`${variable} must hold 32 bytes in base64`]);
  return read.data;
}

function drawIfMissing(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const text = `${Buffer.from(drawKey()).toString('base64')}\n`;
  try {
    writeFileSync(file, text, { mode: 0o600, flag: 'wx', flush: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

function textOf(variable: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new ConfigError([`${variable} cannot be read: put it back from the backup`]);
  }
}
