/** What a custodian of health records holds: the keys of its vault, without which its gateway does not start. */
import type { Logger } from 'pino';
import type { Config, OwnConsortium } from '../config';
import type { Database } from '../database';
import { CARE_CHANNEL } from '../ehr/ehr-channel';
import { type OrganisationKeys, PatientKeyStore, readOrganisationKeys } from '../ehr/vault';
import type { Chore } from './chores';

/** How soon keys are looked for that another process left to be wrapped anew. */
const ROTATION_EVERY = 60_000;

/** The keys of a vault. */
export interface Custody {
  readonly organisation: OrganisationKeys;
  readonly patients: PatientKeyStore;
}

/**
 * Reads the keys of a custodian's vault; undefined for an organisation that keeps no health records.
 *
 * @throws ConfigError when it has none
 */
export function openCustody(config: Config, own: OwnConsortium, db: Database): Custody | undefined {
  if (!own.channels.some(({ name }) => name === CARE_CHANNEL)) return undefined;
  const organisation = readOrganisationKeys(config);
  return { organisation, patients: new PatientKeyStore(db, organisation) };
}

/** While a previous key is given: wraps patients' keys by the one in force, until none is left. */
export function custodyChores(custody: Custody | undefined, logger: Logger): Chore[] {
  if (custody?.organisation.previous === undefined) return [];
  const run = async (): Promise<void> => {
    const done = await custody.patients.rotate((wrapped, left) => {
      logger.info({ wrapped, left }, 'patients’ keys are wrapped by the new key');
    });
    if (done > 0 && (await custody.patients.leftToRotate()) === 0)
      logger.info('no patient’s key needs the previous key any more: it may be destroyed');
  };
  return [{ name: 'wrap patients’ keys anew', everyMs: ROTATION_EVERY, run }];
}
