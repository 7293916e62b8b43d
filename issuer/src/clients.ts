/** Who may ask an issuer for tokens: people's programs as one public client, and each machine. */
import type { ClientMetadata } from 'oidc-provider';
import type { IssuerOrganisation } from './issuer-file';
import { PUBLIC_CLIENT } from './public-client';

/** Any port fits these: a program takes one that is free (RFC 8252, section 7.3). */
const LOOPBACK_HOSTS = ['http://127.0.0.1', 'http://localhost', 'http://[::1]'];

/** The clients of an organisation's issuer. */
export function clientsOf({ redirects, machines }: IssuerOrganisation): ClientMetadata[] {
  const publicClient: ClientMetadata = {
    client_id: PUBLIC_CLIENT,
    client_name: 'Theriac',
    application_type: 'native',
    token_endpoint_auth_method: 'none',
    grant_types: ['authorization_code'],
    response_types: ['code'],
    redirect_uris: [...LOOPBACK_HOSTS.map((host) => `${host}/callback`), ...redirects],
    post_logout_redirect_uris: LOOPBACK_HOSTS.map((host) => `${host}/signed-out`),
    id_token_signed_response_alg: 'ES256',
  };
  const ofMachines = machines.map(({ id, jwks }): ClientMetadata => ({
    client_id: id,
    token_endpoint_auth_method: 'private_key_jwt',
    grant_types: ['client_credentials'],
    response_types: [],
    redirect_uris: [],
    jwks,
    id_token_signed_response_alg: 'ES256',
  }));
  return [publicClient, ...ofMachines];
}
