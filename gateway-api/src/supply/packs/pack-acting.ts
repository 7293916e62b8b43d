/** Acts on scanned packs: judged first, kept in the own data, then asked of the ledger, which decides. */
import { createHash } from 'node:crypto';
import { type ErrorCode, LedgerError } from '@theriac/domain/ledger';
import type { DecommissionPack, HandOverReported, PackRef, VerdictCode } from '@theriac/domain/supply';
import { VERDICTS } from '@theriac/domain/supply';
import type { Alerts } from '../../alerts';
import { type Caller, requireSite } from '../../caller';
import type { Committed } from '../../ledger/channel-ledger';
import { type ScannedPack, suspected } from '../verification/judgement';
import type { PackRefs } from '../verification/pack-refs';
import type { Verification, Verified } from '../verification/verification';
import type { PackAct, PackActStore } from './pack-acts.store';
import type { Acting, PacksClient } from './packs.client';

/** What acting on packs needs. */
export interface PackActingParts {
  readonly verification: Verification;
  readonly refs: PackRefs;
  readonly acts: PackActStore;
  readonly packs: PacksClient;
  readonly alerts: Alerts;
  readonly regulators: readonly string[];
}

/** A request to act on a scanned pack. */
export interface PackRequest {
  readonly caller: Caller;
  readonly scan: string;
  readonly reference: string;
}

/** What came of an act. */
export interface Acted<Event> {
  readonly pack: ScannedPack;
  readonly committed: Committed<Event>;
}

/** What came of a report: it is recorded on the ledger unless nobody could name the pack there. */
export interface ReportedHandOver {
  readonly pack: ScannedPack;
  readonly committed: Committed<HandOverReported> | undefined;
  readonly flags: HandOverReported['flags'];
  readonly alert: string | undefined;
}

/** What the ledger cannot know of a pack, or is not worth asking for: refused here, by what it would say. */
const BARRED: Readonly<Partial<Record<VerdictCode, ErrorCode>>> = {
  'unknown-serial': 'PACK_NOT_FOUND',
  'wrong-lot': 'PACK_NOT_FOUND',
  'lot-not-known': 'PACK_NOT_FOUND',
  'wrong-expiry': 'PACK_NOT_GENUINE',
  'still-being-registered': 'PACK_NOT_FOUND',
  expired: 'PACK_EXPIRED',
  'product-not-in-network': 'PRODUCT_NOT_FOUND',
  'not-serialised': 'PACK_NOT_FOUND',
  'likely-technical': 'PACK_NOT_GENUINE',
};

interface Named {
  readonly pack: ScannedPack;
  readonly ref: PackRef;
  readonly verified: Verified;
}

/** Acts on packs. */
export class PackActing {
  constructor(private readonly parts: PackActingParts) {}

  /** @throws LedgerError what bars the pack, or the contract's refusal */
  supply(request: PackRequest, handedOver: boolean) {
    return this.#do(request, 'supply', ({ ref }, acting) => this.parts.packs.supply(acting, { ...ref, handedOver }));
  }

  /** @param fill its id; none: derived from the request, so that the same request is the same fill */
  open(request: PackRequest, units: number, fill: string | undefined) {
    const id = fill ?? createHash('sha256').update(request.reference).digest('hex').slice(0, 32);
    const command = { units, fill: id };
    return this.#do(request, 'open', ({ ref }, acting) => this.parts.packs.open(acting, { ...ref, ...command }));
  }

  decommission(request: PackRequest, state: DecommissionPack['state']) {
    const act = ({ ref }: Named, acting: Acting) => this.parts.packs.decommission(acting, { ...ref, state });
    return this.#do(request, 'decommission', act);
  }

  undo(request: PackRequest) {
    return this.#do(request, 'undo', ({ ref }, acting) => this.parts.packs.undo(acting, ref));
  }

  /** Records a hand-over; what is wrong with it becomes an alert at maker and regulator, for somebody to look into. */
  async reportHandOver(request: PackRequest): Promise<ReportedHandOver> {
    const { refs, verification, alerts, regulators } = this.parts;
    const verified = await verification.verify(request.caller, request.scan);
    const pack = requirePack(verified);
    const ref = await refs.find(pack).catch((error: unknown) => {
      if (error instanceof LedgerError && error.code === 'LOT_NOT_FOUND') return undefined;
      throw error;
    });
    const committed = ref && (await this.#report(request, { pack, ref, verified }));
    const flags = committed?.event.flags ?? ['unknown-serial' as const];
    if (flags.length === 0) return { pack, committed, flags, alert: undefined };
    const maker = verified.judgement?.maker;
    const others = [...(maker === undefined ? [] : [maker]), ...regulators];
    return { pack, committed, flags, alert: await alerts.raise('flagged-hand-over', suspected(pack), others) };
  }

  async #report(request: PackRequest, named: Named): Promise<Committed<HandOverReported>> {
    const acting = await this.#acting(request, 'hand-over', named);
    const committed = await this.parts.packs.reportHandOver(acting, named.ref);
    await this.#done(request, named.ref, acting, 'hand-over', committed);
    return committed;
  }

  async #do<Event>(
    request: PackRequest,
    act: PackAct,
    submit: (named: Named, acting: Acting) => Promise<Committed<Event>>,
  ): Promise<Acted<Event>> {
    const named = await this.#name(request);
    const acting = await this.#acting(request, act, named);
    const committed = await submit(named, acting);
    await this.#done(request, named.ref, acting, act, committed);
    return { pack: named.pack, committed };
  }

  async #name({ caller, scan }: PackRequest): Promise<Named> {
    const { verification, refs } = this.parts;
    const verified = await verification.verify(caller, scan);
    const code = BARRED[verified.verdict];
    if (code !== undefined) throw new LedgerError(code, `${verified.verdict}: ${VERDICTS[verified.verdict].sentence}`);
    const pack = requirePack(verified);
    return { pack, ref: await refs.find(pack), verified };
  }

  /** Where the site acted on the pack before, that act's salt and person; otherwise the caller's own. */
  async #acting(request: PackRequest, act: PackAct, { pack, ref, verified }: Named): Promise<Acting> {
    const { caller, reference } = request;
    const site = requireSite(caller);
    const { by } = verified.judgement ?? {};
    const own = await this.parts.acts.ask({ subject: ref.digest, site, person: caller.person }, act, pack);
    const first = by === undefined ? undefined : await this.parts.acts.behind(by, ref.digest, site);
    return { caller, reference, act: isNew(act) ? own : (first ?? own) };
  }

  async #done(
    { caller }: PackRequest,
    { digest: subject }: PackRef,
    { act: { person } }: Acting,
    act: PackAct,
    { transactionId }: Committed<unknown>,
  ): Promise<void> {
    await this.parts.acts.done({ subject, site: requireSite(caller), person }, act, transactionId);
  }
}

/** A supply or decommissioning is the caller's own act; the others go on from the one before. */
function isNew(act: PackAct): act is 'supply' | 'decommission' {
  return act === 'supply' || act === 'decommission';
}

function requirePack({ pack, verdict }: Verified): ScannedPack {
  if (pack === undefined) throw new LedgerError('PACK_NOT_FOUND', `the code names no single pack: ${verdict}`);
  return pack;
}
