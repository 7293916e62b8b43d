/** Tokens of a running network's demo people. */
import { PeopleTokens } from '@theriac/issuer';
import { issuerUrlOf, type NetworkPlace } from '@theriac/network';

/** Signs people in at the network's issuer. */
export class NetworkTokens extends PeopleTokens {
  constructor(place: NetworkPlace) {
    super((organisation) => issuerUrlOf(place, organisation));
  }

  /** The header that carries a person's token. @throws SignInError as `of` */
  async headerOf(organisation: string, person: string): Promise<{ readonly Authorization: string }> {
    return { Authorization: `Bearer ${await this.of(organisation, person)}` };
  }
}
