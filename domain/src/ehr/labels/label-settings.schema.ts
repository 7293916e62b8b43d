/** A custodian's setting: which departments, which people and which codes of its own make a resource sensitive. */
import { z } from 'zod';
import { plainTextSchema } from '../../ledger';
import { codeSchema, sensitivitySchema } from '../item';

const sensitivities = z.array(sensitivitySchema).min(1);

/** A department or an author, as resources refer to it: `Organization/psychiatry`, or system and value with `|` between. */
const mentionSettingSchema = z.strictObject({ identifier: plainTextSchema(512), sensitivities });

/** A custodian's setting. */
export const labelSettingsSchema = z.strictObject({
  departments: z.array(mentionSettingSchema),
  authors: z.array(mentionSettingSchema),
  /** Codes beyond the starter set, such as a system's own. */
  codes: z.array(codeSchema.extend({ sensitivities })),
});

/** A custodian's setting. */
export type LabelSettings = z.infer<typeof labelSettingsSchema>;

/** The setting of a custodian that adds nothing. */
export const NO_LABEL_SETTINGS: LabelSettings = { departments: [], authors: [], codes: [] };
