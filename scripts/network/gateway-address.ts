/** Where gateways are. */
import { gatewayUrl, type NetworkPlace } from '@theriac/network';

/** Where an organisation's gateway listens. */
export function gatewayAddress(place: NetworkPlace, organisation: string): string {
  return gatewayUrl(place, organisation);
}
