/** The environment becomes the enrolment service's configuration. */
import { readSettings, type ValuesOf } from '../config/read-settings';
import { ENROLMENT_SETTINGS } from './enrolment.settings';

/** The service's configuration, as its environment gives it. */
export type EnrolmentConfig = ValuesOf<typeof ENROLMENT_SETTINGS>;

/**
 * Reads the configuration.
 *
 * @throws ConfigError with every variable that is missing or wrong
 */
export function readEnrolmentConfig(environment: Readonly<Record<string, string | undefined>>): EnrolmentConfig {
  return readSettings(ENROLMENT_SETTINGS, environment, contradictions);
}

function contradictions({ environment, tokenIssuer }: EnrolmentConfig): string[] {
  if (environment !== 'production' || tokenIssuer.startsWith('https://')) return [];
  return ['THERIAC_TOKEN_ISSUER must be https when NODE_ENV is production: whoever is on the way could be anybody'];
}
