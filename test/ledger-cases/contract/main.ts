/** Serves the contract of the ledger cases to a peer of the test network, as chaincode as a service. */
import { readFileSync } from 'node:fs';
import { chaincodeOf } from '@theriac/test-ledger';
import { Shim } from 'fabric-shim';
import { LedgerCases } from './ledger-cases.contract';

/** The variables that the network sets; the TLS ones name files. */
type Variable =
  | 'CHAINCODE_ID'
  | 'CHAINCODE_SERVER_ADDRESS'
  | 'CHAINCODE_TLS_KEY'
  | 'CHAINCODE_TLS_CERT'
  | 'CHAINCODE_TLS_CLIENT_CACERT';

function setting(name: Variable): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`${name} is not set`);
  return value;
}

async function main(): Promise<void> {
  const server = Shim.server(chaincodeOf(LedgerCases), {
    ccid: setting('CHAINCODE_ID'),
    address: setting('CHAINCODE_SERVER_ADDRESS'),
    tlsProps: {
      key: readFileSync(setting('CHAINCODE_TLS_KEY')),
      cert: readFileSync(setting('CHAINCODE_TLS_CERT')),
      clientCACerts: readFileSync(setting('CHAINCODE_TLS_CLIENT_CACERT')),
    },
  });
  await server.start();
}

main().catch((error: unknown) => {
  process.stderr.write(`the chaincode of the ledger cases did not start: ${String(error)}\n`);
  process.exitCode = 1;
});
