/** The table that a start ends with: where each gateway is, and a first request to try. */
import type { NetworkPlace } from '@theriac/network';
import { gatewayAddress } from './gateway-address';

const FIRST_REQUEST = `curl -s -X POST {pharmacy}/v1/packs/verify \\
  -H "Authorization: Bearer $(npm run --silent token -- pharmacist)" \\
  -H 'Content-Type: application/json' -d '{"scan":"{scan}"}'`;

/** Addresses of every gateway and its documentation, a first scan, and the commands that go on from here. */
export function gatewayTable(place: NetworkPlace, scan: string): string {
  const rows = place.topology.organisations.map(({ name, kind }) => {
    const address = gatewayAddress(place, name);
    return { name, kind, address };
  });
  const width = Math.max(...rows.map(({ name }) => name.length));
  const pharmacy = rows.find(({ kind }) => kind === 'pharmacy')?.address ?? '';
  return [
    '',
    `${rows.length} gateways are ready:`,
    '',
    ...rows.map(({ name, address }) => `  ${name.padEnd(width)}  ${address}  ${address}/docs`),
    '',
    'They speak plain HTTP, on this machine’s loopback only: for development. Anywhere else a gateway is HTTPS.',
    '',
    'A first request, a pharmacist scanning a pack:',
    '',
    FIRST_REQUEST.replace('{pharmacy}', pharmacy).replace('{scan}', scan),
    '',
    'Next: npm run demo plays the journey; npm run status shows every process; Ctrl-C stops all of it.',
  ].join('\n');
}
