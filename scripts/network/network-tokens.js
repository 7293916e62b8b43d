"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.NetworkTokens = void 0;
/** Tokens of a running network's demo people, got as their programs would get them and renewed in time. */
const issuer_1 = require("@theriac/issuer");
const network_1 = require("@theriac/network");
/** One source for each person. */
class NetworkTokens {
    #sources = new Map();
    constructor(place) {
        this.place = place;
    }
    /**
     * An access token.
     *
     * @param person a demo name of that organisation, such as `pharmacist`
     * @throws SignInError when the organisation's issuer does not answer, or knows nobody of that name
     */
    of(organisation, person) {
        const key = `${organisation} ${person}`;
        let source = this.#sources.get(key);
        if (source === undefined) {
            const issuer = (0, network_1.issuerUrlOf)(this.place, organisation);
            source = new issuer_1.TokenSource(() => (0, issuer_1.signIn)({ issuer, person }));
            this.#sources.set(key, source);
        }
        return source.token();
    }
    /** The header that carries it. */
    async headerOf(organisation, person) {
        return { Authorization: `Bearer ${await this.of(organisation, person)}` };
    }
}
exports.NetworkTokens = NetworkTokens;
//# sourceMappingURL=network-tokens.js.map