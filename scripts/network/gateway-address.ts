/** Where gateways are. */
import { portsIn, type NetworkPlace } from '@theriac/network';

/** Where an organisation's gateway listens. */
export function gatewayAddress(place: NetworkPlace, organisation: string): string {
  return `http://localhost:${portsIn(place, organisation).gateway}`;
}
