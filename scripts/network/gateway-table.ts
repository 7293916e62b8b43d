/** The table that a start ends with: where each gateway is, and a first request to try. */
import { portsIn, type NetworkPlace } from '@theriac/network';

const FIRST_REQUEST = `curl -s -X POST {pharmacy}/v1/packs/verify \\
  -H 'X-Development-Caller: pharmacist' -H 'Content-Type: application/json' \\
  -d '{"scan":"(01)09521104000112(17)280630(10)NP26A1(21)PACK0001"}'`;

/** Addresses of every gateway and its documentation, the first request, and the commands that go on from here. */
export function gatewayTable(place: NetworkPlace): string {
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
    'A first request, a pharmacist scanning a pack:',
    '',
    FIRST_REQUEST.replace('{pharmacy}', pharmacy),
    '',
    'Next: npm run demo plays the journey; npm run status shows every process; Ctrl-C stops all of it.',
  ].join('\n');
}

/** Where an organisation's gateway listens. */
export function gatewayAddress(place: NetworkPlace, organisation: string): string {
  return `http://localhost:${portsIn(place, organisation).gateway}`;
}
