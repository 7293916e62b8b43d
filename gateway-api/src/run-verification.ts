/** The life of a program that compares what a gateway keeps with the ledger: the gateway's own environment in, an exit code out. */
import { LedgerError } from '@theriac/domain/ledger';
import { openSignIn, type SignIn } from './composition/identities';
import { connectFabric, type LedgerSide } from './composition/ledger-side';
import { type Config, loadConsortium, type OwnConsortium, readConfig } from './config';
import { ConfigError } from './config/config-error';
import { type Database, isDatabaseAway, openDatabase } from './database';
import { SILENT_LEDGER_OBSERVER } from './ledger';

/** What is compared with what. */
export interface VerificationParts {
  readonly config: Config;
  readonly own: OwnConsortium;
  readonly db: Database;
  readonly identities: SignIn;
  readonly side: LedgerSide;
  /** Tells a line to who waits. */
  readonly say: (line: string) => void;
}

/**
 * Runs a verification, and ends with exit code 0 when all is right, 1 on a fault, 2 when it could not be verified.
 *
 * @param verify tells the faults, and whether there was none; a ConfigError says that there is nothing to verify
 */
export function runVerification(verify: (parts: VerificationParts) => Promise<boolean>): void {
  run(verify).catch((error: unknown) => {
    process.stderr.write(`not verified: ${reasonOf(error)}\n`);
    process.exit(2);
  });
}

async function run(verify: (parts: VerificationParts) => Promise<boolean>): Promise<void> {
  const config = readConfig(process.env);
  const own = loadConsortium(config.consortiumFile, config.organisation);
  const identities = openSignIn(config, own);
  const database = openDatabase(config.databaseUrl, 2, () => undefined);
  const side = connectFabric({ config, identities, db: database.db, observer: SILENT_LEDGER_OBSERVER });
  try {
    process.exitCode = (await verify({ config, own, db: database.db, identities, side, say })) ? 0 : 1;
  } finally {
    side.close();
    identities.close();
    await database.close();
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** An error's own text may hold values, as a database's does: only those that are known to hold none are shown. */
function reasonOf(error: unknown): string {
  if (error instanceof LedgerError || error instanceof ConfigError) return error.message;
  if (isDatabaseAway(error)) return 'the database is away';
  return error instanceof Error ? error.name : 'for an unknown reason';
}
