import { loadTopology } from '../topology';
import { gatewayEnvironment, gatewayUrl } from './gateway-process';
import { StateLayout } from './state-layout';

const place = { topology: loadTopology(), name: 'test', layout: new StateLayout('/state') };

describe('the environment of a gateway', () => {
  const environment = gatewayEnvironment(place, 'pharmacy', 'postgresql://pharmacy:secret@127.0.0.1:18801/pharmacy');

  it('comes from the topology, with the network’s offset on every port', () => {
    expect(environment).toMatchObject({
      THERIAC_ORGANISATION: 'pharmacy',
      THERIAC_HTTP_TLS: 'loopback',
      THERIAC_HTTP_PORT: '18103',
      THERIAC_PEER_ADDRESS: 'localhost:18603',
      THERIAC_VAULT_KEY_FILE: '/state/organisations/pharmacy/gateway/vault.key',
      THERIAC_MEMBER_TLS_ROOTS: '/state/organisations/{member}/msp/tlscacerts/tlsca.pem',
    });
  });

  it('is HTTPS where others than this machine reach it', () => {
    const placement = { listenAddress: '0.0.0.0', hostOf: (process: string) => process };
    const elsewhere = { ...place, placement };
    expect(gatewayEnvironment(elsewhere, 'pharmacy', 'postgresql://p@d/p')).toMatchObject({
      THERIAC_HTTP_TLS: 'certificate',
      THERIAC_HTTP_HOST: '0.0.0.0',
    });
    expect(gatewayUrl(elsewhere, 'pharmacy')).toBe('https://gateway-pharmacy:18103');
    expect(gatewayUrl(place, 'pharmacy')).toBe('http://localhost:18103');
  });

  it('holds what is set for this network beside', () => {
    const gatewaySettings = { THERIAC_CALLER_REQUESTS: '1000000' };
    expect(gatewayEnvironment({ ...place, gatewaySettings }, 'pharmacy', 'postgresql://p@d/p')).toMatchObject(
      gatewaySettings,
    );
  });

  it('lets the patients of the other providers in, and of nobody else', () => {
    expect(environment.THERIAC_MEMBER_TOKEN_ISSUERS).toBe(
      'hospital=http://localhost:18891/hospital,clinic=http://localhost:18891/clinic',
    );
    expect(gatewayEnvironment(place, 'insurer', 'postgresql://i@d/i')).not.toHaveProperty(
      'THERIAC_MEMBER_TOKEN_ISSUERS',
    );
  });

  it('knows every other member’s outbox and not its own', () => {
    const members = environment.THERIAC_MEMBER_ADDRESSES!.split(',');
    expect(members).toHaveLength(6);
    expect(members).toContain('manufacturer=localhost:18204');
    expect(members.some((member) => member.startsWith('pharmacy='))).toBe(false);
  });
});
