/** What a custodian sets about its imports: its record numbers, its own systems, and what makes a resource sensitive. */
import { readFileSync } from 'node:fs';
import { labelSettingsSchema, NO_LABEL_SETTINGS } from '@theriac/domain/ehr/labels';
import { parseJson } from '@theriac/domain/ledger';
import { z } from 'zod';
import { ConfigError } from '../../config';

const importSettingsSchema = z.strictObject({
  /** Systems of identifiers that are record numbers here. None: those of the type `MR` are. */
  recordNumberSystems: z.array(z.string().min(1)).default([]),
  /** Source systems in which nobody but the custodian's own people writes: it is the author of what they tell. */
  ownSources: z.array(z.string().min(1)).default([]),
  labels: labelSettingsSchema.default(NO_LABEL_SETTINGS),
});

/** The setting. */
export type ImportSettings = z.infer<typeof importSettingsSchema>;

/** The setting where there is no file: nothing is known of authors, and the starter set alone makes labels. */
export const NO_IMPORT_SETTINGS: ImportSettings = {
  recordNumberSystems: [],
  ownSources: [],
  labels: NO_LABEL_SETTINGS,
};

/**
 * Reads the setting.
 *
 * @throws ConfigError when the file cannot be read or breaks its schema
 */
export function readImportSettings(file: string | undefined): ImportSettings {
  if (file === undefined) return NO_IMPORT_SETTINGS;
  try {
    return parseJson(importSettingsSchema, readFileSync(file, 'utf8'));
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'cannot be read';
    throw new ConfigError([`THERIAC_IMPORT_SETTINGS_FILE: ${reason}`]);
  }
}
