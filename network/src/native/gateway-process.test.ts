import { loadTopology } from '../topology';
import { gatewayEnvironment } from './gateway-process';
import { StateLayout } from './state-layout';

const place = { topology: loadTopology(), name: 'test', layout: new StateLayout('/state') };

describe('the environment of a gateway', () => {
  const environment = gatewayEnvironment(place, 'pharmacy', 'postgresql://pharmacy:secret@127.0.0.1:18801/pharmacy');

  it('comes from the topology, with the network’s offset on every port', () => {
    expect(environment).toMatchObject({
      THERIAC_ORGANISATION: 'pharmacy',
      THERIAC_HTTP_PORT: '18103',
      THERIAC_PEER_ADDRESS: 'localhost:18603',
      THERIAC_MEMBER_TLS_ROOTS: '/state/organisations/{member}/msp/tlscacerts/tlsca.pem',
    });
  });

  it('knows every other member’s outbox and not its own', () => {
    const members = environment.THERIAC_MEMBER_ADDRESSES!.split(',');
    expect(members).toHaveLength(6);
    expect(members).toContain('manufacturer=localhost:18204');
    expect(members.some((member) => member.startsWith('pharmacy='))).toBe(false);
  });
});
