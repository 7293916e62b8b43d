/** Tokens of demo people, got as their programs would get them and renewed in time. */
import { signIn } from './sign-in';
import { TokenSource } from './token-source';

/** One source for each person. */
export class PeopleTokens {
  readonly #sources = new Map<string, TokenSource>();

  /** @param issuerOf - an organisation's issuer, such as `http://localhost:8891/pharmacy` */
  constructor(private readonly issuerOf: (organisation: string) => string) {}

  /**
   * An access token.
   *
   * @param person - a demo name of that organisation, such as `pharmacist`
   * @param resource - the audience of another organisation's gateway, for patients; the own one's when absent
   * @throws {SignInError} when the organisation's issuer does not answer, or knows nobody of that name
   */
  of(organisation: string, person: string, resource?: string): Promise<string> {
    const key = `${organisation} ${person} ${resource ?? ''}`;
    const source =
      this.#sources.get(key) ??
      new TokenSource(() => signIn({ issuer: this.issuerOf(organisation), person, resource }));
    this.#sources.set(key, source);
    return source.token();
  }
}
