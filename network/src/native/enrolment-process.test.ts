import { loadTopology } from '../topology';
import { enrolmentAddress, enrolmentProcess } from './enrolment-process';
import { gatewayEnvironment } from './gateway-process';
import { StateLayout } from './state-layout';

const place = { topology: loadTopology(), name: 'test', layout: new StateLayout('/state'), checkout: '/checkout' };

describe('the process of an enrolment service', () => {
  const { env, ports } = enrolmentProcess(place, 'pharmacy');

  it('comes from the topology: its own port, authority, registrar and key of names', () => {
    expect(ports).toEqual([18903]);
    expect(env).toMatchObject({
      THERIAC_ENROLMENT_HOST: '127.0.0.1',
      THERIAC_ENROLMENT_PORT: '18903',
      THERIAC_CA_ADDRESS: 'localhost:18403',
      THERIAC_CA_CLIENT_KEY: '/state/organisations/pharmacy/enrolment/ca-caller/server.key',
      THERIAC_ENROLMENT_MSP: '/state/organisations/pharmacy/enrolment/msp',
      THERIAC_NAME_KEY_FILE: '/state/organisations/pharmacy/enrolment/name.key',
    });
  });

  it('believes the tokens that the gateway believes, which knows where it is', () => {
    const gateway = gatewayEnvironment(place, 'pharmacy', 'postgresql://p@d/p');
    expect(gateway.THERIAC_ENROLMENT_ADDRESS).toBe('localhost:18903');
    for (const variables of [env, gateway]) {
      expect(variables).toMatchObject({
        THERIAC_TOKEN_ISSUER: 'http://localhost:18891/pharmacy',
        THERIAC_TOKEN_AUDIENCE: 'urn:theriac:pharmacy',
      });
    }
  });

  it('has a host of its own among containers', () => {
    const placement = { listenAddress: '0.0.0.0', hostOf: (process: string) => process };
    const inContainers = { ...place, placement };
    expect(enrolmentAddress(inContainers, 'pharmacy')).toBe('enrolment-pharmacy:18903');
    expect(enrolmentProcess(inContainers, 'pharmacy').env.THERIAC_CA_ADDRESS).toBe('ca-pharmacy:18403');
  });
});
