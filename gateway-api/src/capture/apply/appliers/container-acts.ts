/** Acts on all packs of a container at once, each with the salt and person that bind and hide who did it. */
import type { Sscc } from '@theriac/domain/gs1';
import { LedgerError, refuseUnless } from '@theriac/domain/ledger';
import type { ChangeContainerStatus } from '@theriac/domain/supply';
import type { Caller } from '../../../caller';
import type { Committed } from '../../../ledger';
import type { ContainerClient } from '../../../supply/containers/container.client';
import type { PackAct, PackActStore } from '../../../supply/packs/pack-acts.store';
import type { Acting, PacksClient } from '../../../supply/packs/packs.client';

/** What it works with. */
export interface ContainerActsParts {
  readonly acts: PackActStore;
  readonly packs: PacksClient;
  readonly containers: ContainerClient;
}

/** Acts on containers. */
export class ContainerActs {
  constructor(private readonly parts: ContainerActsParts) {}

  /** @throws LedgerError the contract's refusals */
  change(caller: Caller, command: ChangeContainerStatus, reference: string) {
    const act = command.state === 'supplied' ? 'supply' : 'decommission';
    return this.#do(caller, command.sscc, act, reference, (acting) =>
      this.parts.packs.changeContainer(acting, command),
    );
  }

  /** Takes that back where the same site did it. @throws LedgerError PACK_NOT_UNDOABLE and the contract's other refusals */
  async undo(caller: Caller, sscc: Sscc, reference: string) {
    const { status, undone } = await this.parts.containers.readContainer(caller, sscc);
    const by = (status ?? undone)?.by;
    if (by === undefined) throw new LedgerError('PACK_NOT_UNDOABLE', 'the container’s packs are active');
    return this.#do(caller, sscc, 'undo', reference, (acting) => this.parts.packs.undoContainer(acting, sscc), by);
  }

  async #do<Event>(
    caller: Caller,
    subject: Sscc,
    act: PackAct,
    reference: string,
    submit: (acting: Acting) => Promise<Committed<Event>>,
    by?: string,
  ): Promise<Committed<Event>> {
    const { acts } = this.parts;
    const { site, person } = caller;
    refuseUnless(site !== undefined, 'SITE_MISSING', 'packs change their state at a site');
    const own = await acts.ask({ subject, site, person }, act, undefined);
    const first = by === undefined ? undefined : await acts.behind(by, subject, site);
    const acting = { caller, reference, act: first ?? own };
    const committed = await submit(acting);
    await acts.done({ subject, site, person: acting.act.person }, act, committed.transactionId);
    return committed;
  }
}
