/** An organisation's enrolment service: apart from the gateway, and alone with the certificate of the people's registrar. */
import { join } from 'node:path';
import { callerFolder, certificateAuthorityName } from '../certificates';
import type { ProcessSpec } from '../processes/process-spec';
import { placementOf, portsIn, type NativeNetwork } from './native-network';
import type { StateLayout } from './state-layout';
import { tokenEnvironment } from './token-names';

type Place = Pick<NativeNetwork, 'topology' | 'name' | 'layout' | 'placement'>;

/** Such as `enrolment-pharmacy`. */
export function enrolmentName(organisation: string): string {
  return `enrolment-${organisation}`;
}

/** Where the gateway reaches it, such as `localhost:8903`. */
export function enrolmentAddress(network: Omit<Place, 'layout'>, organisation: string): string {
  return `${placementOf(network).hostOf(enrolmentName(organisation))}:${portsIn(network, organisation).enrolment}`;
}

/** The key that people's random names follow from: with another one, everybody has another name. */
export function nameKeyFile(layout: StateLayout, organisation: string): string {
  return layout.organisation(organisation, 'enrolment', 'name.key');
}

/** The service's process. */
export function enrolmentProcess(network: Place & Pick<NativeNetwork, 'checkout'>, organisation: string): ProcessSpec {
  return {
    name: enrolmentName(organisation),
    command: process.execPath,
    args: [
      '--enable-source-maps',
      // It holds nothing but who is being certified now.
      '--max-old-space-size=128',
      '--max-semi-space-size=2',
      join(network.checkout, 'gateway-api', 'dist', 'enrolment-main.js'),
    ],
    env: { ...enrolmentEnvironment(network, organisation), MALLOC_ARENA_MAX: '2' },
    cwd: network.checkout,
    ports: [portsIn(network, organisation).enrolment],
  };
}

/** The variables that gateway-api's configuration page documents under the enrolment service. */
export function enrolmentEnvironment(network: Place, organisation: string): Record<string, string> {
  const { layout } = network;
  const { listenAddress, hostOf } = placementOf(network);
  const { enrolment, ca } = portsIn(network, organisation);
  const own = (...path: string[]): string => layout.organisation(organisation, 'enrolment', ...path);
  const caller = (file: string): string => join(callerFolder(layout, organisation, 'enrolment'), file);
  return {
    NODE_ENV: 'development',
    THERIAC_ORGANISATION: organisation,
    THERIAC_ENROLMENT_HOST: listenAddress,
    THERIAC_ENROLMENT_PORT: String(enrolment),
    THERIAC_TLS_CERTIFICATE: own('tls', 'server.crt'),
    THERIAC_TLS_KEY: own('tls', 'server.key'),
    THERIAC_TLS_ROOTS: own('tls', 'ca.crt'),
    THERIAC_ENROLMENT_MSP: own('msp'),
    THERIAC_CA_ADDRESS: `${hostOf(certificateAuthorityName(organisation))}:${ca}`,
    THERIAC_CA_CLIENT_CERTIFICATE: caller('server.crt'),
    THERIAC_CA_CLIENT_KEY: caller('server.key'),
    THERIAC_NAME_KEY_FILE: nameKeyFile(layout, organisation),
    ...tokenEnvironment(network, organisation),
  };
}
