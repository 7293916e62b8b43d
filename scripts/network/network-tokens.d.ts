import { type NetworkPlace } from '@theriac/network';
/** One source for each person. */
export declare class NetworkTokens {
    #private;
    private readonly place;
    constructor(place: NetworkPlace);
    /**
     * An access token.
     *
     * @param person a demo name of that organisation, such as `pharmacist`
     * @throws SignInError when the organisation's issuer does not answer, or knows nobody of that name
     */
    of(organisation: string, person: string): Promise<string>;
    /** The header that carries it. */
    headerOf(organisation: string, person: string): Promise<{
        readonly Authorization: string;
    }>;
}
//# sourceMappingURL=network-tokens.d.ts.map