/** The environment becomes a gateway's configuration, or its start ends with the name of every wrong variable. */
import { doorContradictions } from './door-contradictions';
import { readSettings } from './read-settings';
import { type Config, SETTINGS } from './settings';
import { vaultContradictions } from './vault-contradictions';

/**
 * Reads the configuration.
 *
 * @throws ConfigError with every variable that is missing or wrong
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  return readSettings(SETTINGS, environment, contradictions);
}

/** What no single variable shows. */
function contradictions(config: Config): string[] {
  const faults: string[] = [];
  if (config.environment === 'production' && !config.tokenIssuer.startsWith('https://'))
    faults.push('THERIAC_TOKEN_ISSUER must be https when NODE_ENV is production: anybody in between could sign tokens');
  faults.push(...doorContradictions(config), ...vaultContradictions(config));
  const ports = [config.httpPort, config.metricsPort, config.outboxPort];
  if (new Set(ports).size < ports.length)
    faults.push('THERIAC_HTTP_PORT, THERIAC_METRICS_PORT and THERIAC_OUTBOX_PORT must differ');
  return faults;
}
