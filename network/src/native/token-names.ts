/** What tokens are called by: an organisation's issuer, and the audience that its tokens are for. */
import { portsIn, type NativeNetwork } from './native-network';

type Place = Pick<NativeNetwork, 'topology' | 'name'>;

/** The issuer of an organisation's tokens, such as `http://localhost:8891/pharmacy`: the same from wherever it is asked. */
export function issuerUrlOf({ topology, name }: Place, organisation: string): string {
  return `http://localhost:${portsIn({ topology, name }, organisation).issuer}/${organisation}`;
}

/** What an organisation's access tokens are for: the `aud` of each. */
export function audienceOf(organisation: string): string {
  return `urn:theriac:${organisation}`;
}

/** Whose tokens an organisation's gateway and enrolment service believe. */
export function tokenEnvironment(network: Place, organisation: string): Record<string, string> {
  return {
    THERIAC_TOKEN_ISSUER: issuerUrlOf(network, organisation),
    THERIAC_TOKEN_AUDIENCE: audienceOf(organisation),
  };
}
