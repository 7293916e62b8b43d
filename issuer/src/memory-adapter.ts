/** What oidc-provider remembers, in memory: sign-ins under way, codes, and assertions that were used. */
import { errors, type Adapter, type AdapterPayload, type ClientMetadata } from 'oidc-provider';
import { ExpiringMap } from './expiring-map';

/** The records of one kind, such as `AuthorizationCode`. The library's own keeps a thousand in all, and forgets the rest. */
export class MemoryAdapter implements Adapter {
  readonly #records = new ExpiringMap<AdapterPayload>();
  readonly #idsByUid = new ExpiringMap<string>();

  /** @param clients - what the kind `Client` holds from the start */
  constructor(
    private readonly kind: string,
    clients: readonly ClientMetadata[] = [],
  ) {
    for (const client of clients) this.#records.set(client.client_id, client);
  }

  /** @throws {InvalidClientAuth} for an assertion that is here already */
  upsert(id: string, payload: AdapterPayload, expiresIn?: number): Promise<void> {
    // Asking and noting are one step here, so of two that come at once only one is the first.
    if (this.kind === 'ReplayDetection' && this.#records.get(id) !== undefined)
      return Promise.reject(new errors.InvalidClientAuth('client assertion tokens must only be used once'));
    this.#records.set(id, payload, expiresIn);
    if (payload.uid !== undefined) this.#idsByUid.set(payload.uid, id, expiresIn);
    return Promise.resolve();
  }

  find(id: string): Promise<AdapterPayload | undefined> {
    return Promise.resolve(this.#records.get(id));
  }

  findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return Promise.resolve(this.#records.get(this.#idsByUid.get(uid) ?? ''));
  }

  /** For the device flow, which this issuer has not. */
  findByUserCode(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  consume(id: string): Promise<void> {
    const record = this.#records.get(id);
    if (record !== undefined) record.consumed = Math.floor(Date.now() / 1000);
    return Promise.resolve();
  }

  destroy(id: string): Promise<void> {
    this.#records.delete(id);
    return Promise.resolve();
  }

  revokeByGrantId(grantId: string): Promise<void> {
    this.#records.deleteWhere((record) => record.grantId === grantId);
    return Promise.resolve();
  }
}
