/** The environment becomes the configuration, or the start ends with the name of every wrong variable. */
import { doorContradictions } from './door-contradictions';
import type { Setting } from './setting';
import { type Config, SETTINGS } from './settings';

/** A wrong configuration: each line names a variable and the rule that it breaks, never its value. */
export class ConfigError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(`the configuration is wrong:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

/**
 * Reads the configuration.
 *
 * @throws ConfigError with every variable that is missing or wrong
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const faults: string[] = [];
  const values = Object.entries(SETTINGS).map(([key, row]: [string, Setting<unknown>]) => {
    // An empty variable counts as missing: compose files and shells write it so.
    const text = environment[row.name] === '' ? undefined : environment[row.name];
    const given = text ?? row.default;
    if (given === undefined) {
      faults.push(`${row.name} is missing: ${row.description}`);
      return [key, undefined];
    }
    const parsed = row.schema.safeParse(given);
    if (!parsed.success) faults.push(`${row.name} ${parsed.error.issues[0]?.message ?? 'is wrong'}`);
    return [key, parsed.data];
  });
  const config = Object.fromEntries(values) as Config;
  if (faults.length === 0) faults.push(...contradictions(config));
  if (faults.length > 0) throw new ConfigError(faults);
  return config;
}

/** What no single variable shows. */
function contradictions(config: Config): string[] {
  const faults: string[] = [];
  if (config.environment === 'production' && !config.tokenIssuer.startsWith('https://'))
    faults.push('THERIAC_TOKEN_ISSUER must be https when NODE_ENV is production: anybody in between could sign tokens');
  faults.push(...doorContradictions(config));
  const ports = [config.httpPort, config.metricsPort, config.outboxPort];
  if (new Set(ports).size < ports.length)
    faults.push('THERIAC_HTTP_PORT, THERIAC_METRICS_PORT and THERIAC_OUTBOX_PORT must differ');
  return faults;
}
