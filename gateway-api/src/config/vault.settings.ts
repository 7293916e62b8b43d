/** Variables of the vault: the organisation's key, which wraps the keys of its patients. */
import { type ZodType, z } from 'zod';
import { optionalPath, setting } from './setting';

/** Bytes of the organisation's key: AES-256. */
export const VAULT_KEY_BYTES = 32;

const RULE = `must be ${VAULT_KEY_BYTES} bytes in base64`;

/** A key in base64, or nothing where the variable is empty. */
export const vaultKeySchema: ZodType<Uint8Array, string> = z
  .string()
  .regex(/^[A-Za-z0-9+/]{43}=$/, RULE)
  .transform((text) => new Uint8Array(Buffer.from(text, 'base64')));

const optionalKey: { type: string; schema: ZodType<Uint8Array | undefined, string> } = {
  type: 'base64',
  schema: z.union([z.literal('').transform(() => undefined), vaultKeySchema], RULE),
};

const EXAMPLE = 'MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=';

/** The rows. */
export const VAULT_SETTINGS = {
  vaultKey: setting({
    name: 'THERIAC_VAULT_KEY',
    description:
      'The key of a custodian’s vault: 32 random bytes in base64. It wraps the keys of patients, and nothing else does: without it no health record can be read again. Instead of `THERIAC_VAULT_KEY_FILE`.',
    example: EXAMPLE,
    default: '',
    ...optionalKey,
  }),
  vaultKeyFile: setting({
    name: 'THERIAC_VAULT_KEY_FILE',
    description:
      'A file with that key in base64. Outside production it is created, readable by its owner only, when missing. Keep it in a backup, apart from that of the database.',
    example: '/var/lib/theriac/hospital/vault.key',
    default: '',
    ...optionalPath,
  }),
  previousVaultKey: setting({
    name: 'THERIAC_PREVIOUS_VAULT_KEY',
    description:
      'The vault’s key before the one that is in force, while patients’ keys are wrapped anew. Instead of `THERIAC_PREVIOUS_VAULT_KEY_FILE`.',
    example: EXAMPLE,
    default: '',
    ...optionalKey,
  }),
  previousVaultKeyFile: setting({
    name: 'THERIAC_PREVIOUS_VAULT_KEY_FILE',
    description: 'A file with that previous key in base64. Never created.',
    example: '/var/lib/theriac/hospital/vault.previous.key',
    default: '',
    ...optionalPath,
  }),
  importSettingsFile: setting({
    name: 'THERIAC_IMPORT_SETTINGS_FILE',
    description:
      'A JSON file about imports of health records, docs/concepts/ehr.md: `recordNumberSystems`, `ownSources`, and `labels` with `departments`, `authors` and `codes` that make a resource sensitive. Without it the starter set alone labels, and record numbers are the identifiers of type `MR`.',
    example: '/etc/theriac/hospital/imports.json',
    default: '',
    ...optionalPath,
  }),
} as const;
