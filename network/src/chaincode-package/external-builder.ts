/** The peer's external builder: it takes our packages, and tells the peer where its own chaincode server listens. */
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StateLayout } from '../native/state-layout';
import { PACKAGE_TYPE } from './chaincode-package';

/** Fabric calls each with folders; exit code 0 of detect means "mine" (Fabric docs, "External Builders and Launchers"). */
const SCRIPTS: Readonly<Record<string, string>> = {
  // detect SOURCE METADATA
  detect: `#!/bin/sh
# Takes the packages that this project makes.
grep -q '"type":"${PACKAGE_TYPE}"' "$2/metadata.json"
`,
  // build SOURCE METADATA OUTPUT
  build: `#!/bin/sh
# Nothing is compiled: the code runs in a server of its own. The label is kept for the release.
cp "$2/metadata.json" "$3/metadata.json"
`,
  // release OUTPUT RELEASE
  release: `#!/bin/sh
# The package is the same for every member; address and keys come from this peer's own folder.
set -e
label=$(sed -n 's/.*"label":"\\([^"]*\\)".*/\\1/p' "$1/metadata.json")
mkdir -p "$2/chaincode/server"
cp "$(dirname "$0")/../connections/$label.json" "$2/chaincode/server/connection.json"
`,
};

/** The builder's folder, which core.yaml names. */
export function builderFolder(layout: StateLayout, organisation: string): string {
  return layout.organisation(organisation, 'peer', 'builder');
}

/** Writes the builder's three scripts. */
export function writeBuilder(layout: StateLayout, organisation: string): void {
  const bin = join(builderFolder(layout, organisation), 'bin');
  mkdirSync(bin, { recursive: true, mode: 0o700 });
  for (const [name, script] of Object.entries(SCRIPTS)) {
    writeFileSync(join(bin, name), script);
    chmodSync(join(bin, name), 0o700);
  }
}

/** Writes where the server of a package listens, and the keys with which this peer and it know one another. */
export function writeConnection(
  layout: StateLayout,
  organisation: string,
  label: string,
  port: number,
  host = 'localhost',
): void {
  const folder = connectionsFolder(layout, organisation);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const address = { address: `${host}:${port}`, dial_timeout: '3s' };
  const connection = { ...address, ...connectionKeys(layout, organisation) };
  writeFileSync(join(folder, `${label}.json`), JSON.stringify(connection), { mode: 0o600 });
}

/** Gives the connections that were written the peer's certificate as it is now. */
export function renewConnectionKeys(layout: StateLayout, organisation: string): void {
  const folder = connectionsFolder(layout, organisation);
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.json'))) {
    const file = join(folder, name);
    const connection = JSON.parse(readFileSync(file, 'utf8')) as object;
    writeFileSync(file, JSON.stringify({ ...connection, ...connectionKeys(layout, organisation) }), { mode: 0o600 });
  }
}

function connectionsFolder(layout: StateLayout, organisation: string): string {
  return join(builderFolder(layout, organisation), 'connections');
}

function connectionKeys(layout: StateLayout, organisation: string): object {
  const pem = (...path: string[]): string => readFileSync(layout.organisation(organisation, ...path), 'utf8');
  return {
    tls_required: true,
    client_auth_required: true,
    client_key: pem('peer', 'tls', 'server.key'),
    client_cert: pem('peer', 'tls', 'server.crt'),
    root_cert: pem('chaincode', 'tls', 'ca.crt'),
  };
}
