/** The settings of a chaincode process: environment variables that name an address and files. */
import { readFileSync } from 'node:fs';
import { type Consortium, consortiumSchema } from '@theriac/domain/consortium';
import { parseJson } from '@theriac/domain/ledger';

/** What the process needs to serve. */
export interface Settings {
  readonly packageId: string;
  /** `host:port` to listen on. */
  readonly address: string;
  readonly tls: { readonly key: Buffer; readonly cert: Buffer; readonly clientCACerts: Buffer };
  readonly consortium: Consortium;
}

/** Each variable, with what it is for; all are needed. */
const VARIABLES = {
  CHAINCODE_ID: 'the package id that the lifecycle approved, label:sha256',
  CHAINCODE_SERVER_ADDRESS: 'the address to listen on, host:port',
  CHAINCODE_TLS_KEY: 'the file of the server’s private key, PEM',
  CHAINCODE_TLS_CERT: 'the file of the server’s certificate, PEM',
  CHAINCODE_TLS_CLIENT_CACERT: 'the file of the certificates that peers’ certificates must chain to, PEM',
  THERIAC_CONSORTIUM: 'the file consortium.json',
} as const;

type Variable = keyof typeof VARIABLES;

/**
 * Reads the settings.
 *
 * @throws Error one sentence that names the variable and what is wrong with it
 */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const missing = (Object.keys(VARIABLES) as Variable[]).filter((name) => (environment[name] ?? '') === '');
  if (missing.length > 0) {
    throw new Error(`set ${missing.map((name) => `${name} (${VARIABLES[name]})`).join(', ')}`);
  }
  const file = (name: Variable): Buffer => readNamed(name, environment[name] ?? '');
  return {
    packageId: environment.CHAINCODE_ID ?? '',
    address: environment.CHAINCODE_SERVER_ADDRESS ?? '',
    tls: {
      key: file('CHAINCODE_TLS_KEY'),
      cert: file('CHAINCODE_TLS_CERT'),
      clientCACerts: file('CHAINCODE_TLS_CLIENT_CACERT'),
    },
    consortium: consortiumOf(file('THERIAC_CONSORTIUM').toString('utf8')),
  };
}

function readNamed(name: Variable, path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new Error(`${name} names a file that cannot be read: ${path}`, { cause: error });
  }
}

function consortiumOf(text: string): Consortium {
  try {
    return parseJson(consortiumSchema, text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`THERIAC_CONSORTIUM names a file that is no consortium: ${why}`, { cause: error });
  }
}
