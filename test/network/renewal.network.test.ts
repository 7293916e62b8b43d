/** On Fabric: machines lose certificates and get new ones while the network runs, and everything goes on. */
import { readFileSync } from 'node:fs';
import {
  certificateInventory,
  openPeerSession,
  ping,
  renewMachine,
  revoke,
  until,
  withPeerSession,
} from '@theriac/network';
import { ledgersAgree, PLACE } from './native-network.fixture';
import { anchorSomething, DENIED, PATIENCE, refusal } from './revocation/refusal';

jest.setTimeout(120_000);

const say = (line: string): boolean => process.stderr.write(`renewal: ${line}\n`);
const quietly = { reason: 'keyCompromise', certificatesOnly: false, report: (): void => undefined } as const;

describe('a gateway that is revoked', () => {
  it('is refused until it is given new certificates', async () => {
    const { organisation, id } = { organisation: 'insurer', id: 'gateway-insurer' };
    const stolen = openPeerSession(PLACE, organisation, 'gateway');
    try {
      await until('the gateway’s own certificate', () => ping(stolen, 'claims'), PATIENCE);
      await revoke(PLACE, { organisation, id, isMachine: true }, quietly);
      expect(await refusal(ping(stolen, 'claims'))).toMatch(DENIED);
      expect(stateOf('gateway')).toBe('revoked');

      const milliseconds = await renewMachine(PLACE, organisation, id);
      say(`${id} serves again ${(milliseconds / 1000).toFixed(1)} s after it was restarted with new certificates`);
      expect(stateOf('gateway')).toBe('in force');
      await withPeerSession(PLACE, organisation, 'gateway', (session) => ping(session, 'claims'));
      expect(await refusal(ping(stolen, 'claims'))).toMatch(DENIED);
    } finally {
      stolen.close();
    }
  });

  const stateOf = (what: string): string | undefined =>
    certificateInventory(PLACE, new Date()).find(
      (held) => held.organisation === 'insurer' && held.what === what && held.use === 'identity',
    )?.state;
});

describe('machines that are renewed while the network runs', () => {
  it.each(['ca-insurer', 'peer-insurer', 'chaincode-insurer', 'admin-insurer'])(
    '%s has new certificates and serves',
    async (machine) => {
      const before = serialsOf('insurer');
      await renewMachine(PLACE, 'insurer', machine);
      const what = machine.split('-')[0]!;
      for (const [name, serial] of serialsOf('insurer')) {
        const isRenewed = name.startsWith(`${what} `);
        expect({ name, isRenewed: serial !== before.get(name) }).toEqual({ name, isRenewed });
      }
      await withPeerSession(PLACE, 'insurer', 'gateway', (session) =>
        until('the insurer on claims', () => ping(session, 'claims'), PATIENCE),
      );
    },
  );

  it('an orderer keeps its identity and the key of its TLS certificate, and orders', async () => {
    const key = (): string => readFileSync(PLACE.layout.organisation('clinic', 'orderer', 'tls', 'server.key'), 'utf8');
    const [kept, before] = [key(), serialsOf('clinic')];
    await renewMachine(PLACE, 'clinic', 'orderer-clinic');
    expect(key()).toBe(kept);
    const after = serialsOf('clinic');
    expect(after.get('orderer identity')).toBe(before.get('orderer identity'));
    expect(after.get('orderer TLS')).not.toBe(before.get('orderer TLS'));
    await anchorSomething('care');
    await ledgersAgree();
  });
});

function serialsOf(organisation: string): Map<string, string> {
  const held = certificateInventory(PLACE, new Date()).filter((one) => one.organisation === organisation);
  return new Map(held.map(({ what, use, serial }) => [`${what} ${use}`, serial]));
}
