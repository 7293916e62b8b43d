/** An issuer's public keys, found by its discovery document (OpenID Connect Discovery 1.0) and kept for a while. */
import { LedgerError } from '@theriac/domain/ledger';
import {
  createRemoteJWKSet,
  errors,
  type JWSHeaderParameters,
  type JWTVerifyGetKey,
  type FlattenedJWSInput,
} from 'jose';
import { z } from 'zod';

const TIMEOUT_MS = 5_000;
/** A discovery that failed is tried again after this, so that a flood of requests is no flood at the issuer. */
const RETRY_AFTER_MS = 1_000;

const discoverySchema = z.object({ issuer: z.string(), jwks_uri: z.url() });

/** Finds the key that a token names. */
export class IssuerKeys {
  #keys: Promise<ReturnType<typeof createRemoteJWKSet>> | undefined;
  #triedAt = Number.NEGATIVE_INFINITY;

  constructor(readonly issuer: string) {}

  /** @throws LedgerError IDENTITY_UNAVAILABLE when the issuer gives no keys; JOSEError when it has no such key */
  readonly find: JWTVerifyGetKey = async (header: JWSHeaderParameters, token: FlattenedJWSInput) => {
    const keys = await this.#found();
    try {
      return await keys(header, token);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) throw error;
      throw unavailable(error);
    }
  };

  async #found(): Promise<ReturnType<typeof createRemoteJWKSet>> {
    if (this.#keys === undefined) {
      if (performance.now() - this.#triedAt < RETRY_AFTER_MS) throw unavailable(undefined);
      this.#triedAt = performance.now();
      this.#keys = this.#discover();
      this.#keys.catch(() => {
        this.#keys = undefined;
      });
    }
    return this.#keys;
  }

  async #discover(): Promise<ReturnType<typeof createRemoteJWKSet>> {
    try {
      const place = `${this.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
      const answer = await fetch(place, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
      if (!answer.ok) throw new Error(`${place} answers ${answer.status}`);
      const found = discoverySchema.parse(await answer.json());
      // Section 4.3: who answers for another issuer's name is not believed.
      if (found.issuer !== this.issuer) throw new Error('the discovery document is of another issuer');
      return createRemoteJWKSet(new URL(found.jwks_uri), { timeoutDuration: TIMEOUT_MS });
    } catch (error) {
      throw unavailable(error);
    }
  }
}

function unavailable(cause: unknown): LedgerError {
  return Object.assign(new LedgerError('IDENTITY_UNAVAILABLE', 'the issuer’s keys are not to be had now'), { cause });
}
