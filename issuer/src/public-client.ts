/** The name of people's programs at every issuer. */

/** Client id of a public client: it proves itself by PKCE alone. */
export const PUBLIC_CLIENT = 'theriac';
