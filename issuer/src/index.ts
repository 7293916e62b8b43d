/** The development issuer: OpenID Connect for the demo people. */
export {};
