/** Tokens of a running network's demo people, got as their programs would get them and renewed in time. */
import { signIn, TokenSource } from '@theriac/issuer';
import { issuerUrlOf, type NetworkPlace } from '@theriac/network';

/** One source for each person. */
export class NetworkTokens {
  readonly #sources = new Map<string, TokenSource>();

  constructor(private readonly place: NetworkPlace) {}

  /**
   * An access token.
   *
   * @param person a demo name of that organisation, such as `pharmacist`
   * @throws SignInError when the organisation's issuer does not answer, or knows nobody of that name
   */
  of(organisation: string, person: string): Promise<string> {
    const key = `${organisation} ${person}`;
    let source = this.#sources.get(key);
    if (source === undefined) {
      const issuer = issuerUrlOf(this.place, organisation);
      source = new TokenSource(() => signIn({ issuer, person }));
      this.#sources.set(key, source);
    }
    return source.token();
  }

  /** The header that carries it. */
  async headerOf(organisation: string, person: string): Promise<{ readonly Authorization: string }> {
    return { Authorization: `Bearer ${await this.of(organisation, person)}` };
  }
}
