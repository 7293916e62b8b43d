/** Serves the contract of the ledger cases to a peer of the test network, through fabric-shim's own launcher. */
import { readFileSync } from 'node:fs';
import { JSONSerializer } from 'fabric-contract-api';
// @ts-expect-error fabric-shim declares no types for its launcher
import Bootstrap from 'fabric-shim/lib/contract-spi/bootstrap';
import { LedgerCases } from './ledger-cases.contract';

/** The variables that the network sets; the TLS ones name files. */
type Variable =
  | 'CHAINCODE_ID'
  | 'CHAINCODE_SERVER_ADDRESS'
  | 'CHAINCODE_TLS_KEY'
  | 'CHAINCODE_TLS_CERT'
  | 'CHAINCODE_TLS_CLIENT_CACERT';

/** What `fabric-chaincode-node server` calls after it has read its command line. */
interface Launcher {
  register(
    contracts: readonly unknown[],
    serializers: object,
    metadata: object,
    title: string,
    version: string,
    options: object,
    isServer: boolean,
  ): Promise<void>;
}

function setting(name: Variable): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`${name} is not set`);
  return value;
}

async function main(): Promise<void> {
  const serializers = { transaction: 'jsonSerializer', serializers: { jsonSerializer: JSONSerializer } };
  const options = {
    ccid: setting('CHAINCODE_ID'),
    address: setting('CHAINCODE_SERVER_ADDRESS'),
    tlsProps: {
      key: readFileSync(setting('CHAINCODE_TLS_KEY')),
      cert: readFileSync(setting('CHAINCODE_TLS_CERT')),
      clientCACerts: readFileSync(setting('CHAINCODE_TLS_CLIENT_CACERT')),
    },
  };
  await (Bootstrap as Launcher).register([LedgerCases], serializers, {}, 'ledger-cases', '1', options, true);
}

main().catch((error: unknown) => {
  process.stderr.write(`the chaincode of the ledger cases did not start: ${String(error)}\n`);
  process.exitCode = 1;
});
