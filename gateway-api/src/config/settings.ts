/** Every variable that a gateway reads from its environment: the one table behind the configuration and its page. */
import { BOUND_SETTINGS } from './bounds.settings';
import { DOOR_SETTINGS } from './door.settings';
import { JOURNAL_SETTINGS } from '../journal/journal.settings';
import { PLACE_SETTINGS } from './place.settings';
import { TOKEN_SETTINGS } from '../tokens/token.settings';
import { VAULT_SETTINGS } from './vault.settings';
import type { ValuesOf } from './read-settings';

/** The table. A key is the property of {@link Config}; a row without default is required. */
export const SETTINGS = {
  ...PLACE_SETTINGS,
  ...VAULT_SETTINGS,
  ...DOOR_SETTINGS,
  ...TOKEN_SETTINGS,
  ...BOUND_SETTINGS,
  ...JOURNAL_SETTINGS,
} as const;

/** A gateway's configuration, as its environment gives it. */
export type Config = ValuesOf<typeof SETTINGS>;
