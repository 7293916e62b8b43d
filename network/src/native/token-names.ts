/** What tokens are called by: an organisation's issuer, and the audience that its tokens are for. */
import { EHR_CONTRACT } from '@theriac/domain/ehr';
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

/** The other members of the channel of health records: their patients are patients here, too. */
export function othersInCare({ topology }: Pick<Place, 'topology'>, organisation: string): readonly string[] {
  const care = topology.channels.find(({ contracts }) => contracts.includes(EHR_CONTRACT));
  return care?.members.includes(organisation) === true ? care.members.filter((name) => name !== organisation) : [];
}

/** Whose patients an organisation's gateway lets in beside its own. */
export function memberIssuerEnvironment(network: Place, organisation: string): Record<string, string> {
  const issuers = othersInCare(network, organisation).map((name) => `${name}=${issuerUrlOf(network, name)}`);
  return issuers.length === 0 ? {} : { THERIAC_MEMBER_TOKEN_ISSUERS: issuers.join(',') };
}

/** Whose tokens an organisation's gateway and enrolment service believe. */
export function tokenEnvironment(network: Place, organisation: string): Record<string, string> {
  return {
    THERIAC_TOKEN_ISSUER: issuerUrlOf(network, organisation),
    THERIAC_TOKEN_AUDIENCE: audienceOf(organisation),
  };
}
