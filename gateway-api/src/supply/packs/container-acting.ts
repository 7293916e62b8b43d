/** Acts on all packs of a container at once: kept in the own data, then asked of the ledger, which decides. */
import type { Sscc } from '@theriac/domain/gs1';
import type { ContainerStatusChanged, ContainerUndone, InactiveState } from '@theriac/domain/supply';
import { type Caller, requireSite } from '../../caller';
import type { Committed } from '../../ledger';
import type { ContainerClient } from '../containers/container.client';
import type { KeptAct, PackAct, PackActStore } from './pack-acts.store';
import type { PacksClient } from './packs.client';

/** What acting on containers needs. */
export interface ContainerActingParts {
  readonly acts: PackActStore;
  readonly packs: Pick<PacksClient, 'changeContainer' | 'undoContainer'>;
  readonly containers: Pick<ContainerClient, 'readContainer'>;
}

/** A request to act on a container. */
export interface ContainerRequest {
  readonly caller: Caller;
  readonly sscc: Sscc;
  readonly reference: string;
}

/** Acts on containers. */
export class ContainerActing {
  constructor(private readonly parts: ContainerActingParts) {}

  /** @throws LedgerError SITE_MISSING; the contract's refusals */
  async change(request: ContainerRequest, state: InactiveState): Promise<Committed<ContainerStatusChanged>> {
    const { caller, sscc, reference } = request;
    const what: PackAct = state === 'supplied' ? 'supply' : 'decommission';
    const act = await this.#ask(request, what);
    const committed = await this.parts.packs.changeContainer({ caller, act, reference }, { sscc, state });
    await this.#done(request, act, what, committed);
    return committed;
  }

  /** @throws LedgerError SITE_MISSING, CONTAINER_NOT_FOUND; the contract's refusals */
  async undo(request: ContainerRequest): Promise<Committed<ContainerUndone>> {
    const { caller, sscc, reference } = request;
    const own = await this.#ask(request, 'undo');
    const act = (await this.#first(request)) ?? own;
    const committed = await this.parts.packs.undoContainer({ caller, act, reference }, sscc);
    await this.#done(request, act, 'undo', committed);
    return committed;
  }

  #ask({ caller, sscc }: ContainerRequest, act: PackAct): Promise<KeptAct> {
    return this.parts.acts.ask({ subject: sscc, site: requireSite(caller), person: caller.person }, act, undefined);
  }

  /** Of the site's act that is undone, or was: its salt and person, mostly a colleague's. */
  async #first({ caller, sscc }: ContainerRequest): Promise<KeptAct | undefined> {
    const { status, undone } = await this.parts.containers.readContainer(caller, sscc);
    const { by } = status ?? undone ?? {};
    return by === undefined ? undefined : this.parts.acts.behind(by, sscc, requireSite(caller));
  }

  async #done(
    { caller, sscc }: ContainerRequest,
    { person }: KeptAct,
    act: PackAct,
    { transactionId }: Committed<unknown>,
  ): Promise<void> {
    await this.parts.acts.done({ subject: sscc, site: requireSite(caller), person }, act, transactionId);
  }
}
