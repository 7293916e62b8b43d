/**
 * Emergencies at this gateway: decided by the contract's own rules, on what is known here, and journaled before anybody is
 * answered. The ledger is told after; nothing here asks it.
 */
import {
  approveSealed,
  type BreakGlass,
  breakGlass,
  openSealed,
  type OpenSealed,
  type Session,
} from '@theriac/domain/ehr';
import { type Instant, LedgerError } from '@theriac/domain/ledger';
import type { Caller } from '../../caller/caller';
import type { Database, Transaction } from '../../database';
import type { Journal } from '../../journal';
import type { EhrChannel } from '../ehr-channel';
import type { EmergencyStore } from './emergencies.store';
import { emergencyDraft } from './emergency-draft';
import type { OwnEmergency, OwnEmergencyStore, Standing } from './own-emergencies.store';
import type { Telling } from './tell-emergency.job';

/** What emergencies need. */
export interface OwnEmergenciesParts {
  readonly db: Database;
  readonly store: OwnEmergencyStore;
  /** As the ledger tells of them. */
  readonly known: EmergencyStore;
  readonly journal: Journal;
  readonly telling: Telling;
  readonly channel: EhrChannel;
  readonly now: () => Instant;
}

/** An emergency, and what the ledger knows of it. */
export interface StandingEmergency {
  readonly state: Session;
  readonly standing: Standing;
  /** The job that tells the ledger what it does not know; undefined when it knows all. */
  readonly job: string | undefined;
}

/** Why somebody opens what is sealed: a second clinician agreed, or none did in time. */
export type OpeningReason = { readonly kind: 'approval' } | { readonly kind: 'none'; readonly text: string };

/** What clinicians do in emergencies. */
export class OwnEmergencies {
  constructor(private readonly parts: OwnEmergenciesParts) {}

  /**
   * Breaks the glass. A role that the provider does not let is denied, and the ledger is told of that as well.
   *
   * @param command under an id that the same request has again
   * @throws LedgerError SESSION_ID_TAKEN
   */
  break(caller: Caller, asked: Omit<BreakGlass, 'at'>): Promise<StandingEmergency> {
    const { db, store, known, journal, telling, channel } = this.parts;
    return db.transaction(async (within) => {
      const existing = (await store.lock(asked.session, within))?.state;
      const at = this.parts.now();
      const command = { ...asked, at };
      const situation = { patient: { patient: asked.patient }, existing, setting: await known.setting(within) };
      const decision = breakGlass(situation, command, channel.actorOf(caller), at);
      if (!('state' in decision)) return this.#standing(asked.session, within);
      await store.insert(decision.state, caller, within);
      await store.addDeed({ kind: 'break', command }, caller, within);
      await telling.goOn(asked.session, within);
      const outcome = decision.state.isAllowed ? 'success' : 'refused';
      await journal.append(emergencyDraft(decision.state, caller, outcome), within);
      return this.#standing(asked.session, within);
    });
  }

  /**
   * A second clinician agrees, and what is sealed is open to who broke the glass here.
   *
   * @throws LedgerError SESSION_NOT_FOUND when it was broken elsewhere; SECOND_PERSON_NEEDED, SESSION_NOT_OPEN
   */
  approve(caller: Caller, session: string): Promise<StandingEmergency> {
    const { store, journal, channel } = this.parts;
    return this.#change(session, async ({ state, caller: reader }, within) => {
      const now = this.parts.now();
      const decision = approveSealed(state, channel.actorOf(caller), now);
      if (!('state' in decision)) return undefined;
      await store.addDeed({ kind: 'approve', command: { session } }, caller, within);
      const second = { kind: 'approval' } as const;
      const opening = openSealed(decision.state, { session, second }, channel.actorOf(reader), now);
      if ('state' in opening) await store.addDeed({ kind: 'open', command: { session, second } }, reader, within);
      return {
        state: 'state' in opening ? opening.state : decision.state,
        journal: () => journal.append(emergencyDraft(decision.state, caller, 'success'), within),
      };
    });
  }

  /**
   * Who broke the glass opens what is sealed.
   *
   * @throws LedgerError SESSION_NOT_FOUND, SESSION_NOT_YOURS, SESSION_NOT_OPEN, SECOND_CLINICIAN_AWAITED
   */
  open(caller: Caller, session: string, reason: OpeningReason): Promise<StandingEmergency> {
    const { store, known, journal, channel } = this.parts;
    return this.#change(session, async ({ state }, within) => {
      const now = this.parts.now();
      const approval = state.emergency?.approval ?? (await known.find(session, within))?.emergency.approval;
      const agreed = withApproval(state, approval);
      const command = { session, second: secondOf(agreed, reason, now) };
      const decision = openSealed(agreed, command, channel.actorOf(caller), now);
      if (!('state' in decision)) return undefined;
      await store.addDeed({ kind: 'open', command }, caller, within);
      const times = command.second.kind === 'none' ? timesOf(command.second) : {};
      return {
        state: decision.state,
        journal: () => journal.append(emergencyDraft(decision.state, caller, 'success', times), within),
      };
    });
  }

  /** An emergency of the caller's. @throws LedgerError SESSION_NOT_FOUND */
  find(session: string): Promise<StandingEmergency> {
    return this.parts.db.transaction((within) => this.#standing(session, within));
  }

  /** Takes up what the ledger is to be told when its job was given up. */
  async takeUp(): Promise<void> {
    const { db, store, telling } = this.parts;
    for (const session of await store.stranded())
      await db.transaction(async (within) => {
        await store.lock(session, within);
        await telling.goOn(session, within);
      });
  }

  #change(
    session: string,
    decide: (emergency: OwnEmergency, within: Transaction) => Promise<Change | undefined>,
  ): Promise<StandingEmergency> {
    const { db, store, telling } = this.parts;
    return db.transaction(async (within) => {
      const emergency = await store.lock(session, within);
      if (emergency === undefined) throw notHere();
      const change = await decide(emergency, within);
      if (change !== undefined) {
        await store.change(change.state, within);
        await telling.goOn(session, within);
        await change.journal();
      }
      return this.#standing(session, within);
    });
  }

  async #standing(session: string, within: Transaction): Promise<StandingEmergency> {
    const { store } = this.parts;
    const emergency = await store.find(session, within);
    const standing = await store.standing(session, within);
    if (emergency === undefined || standing === undefined) throw notHere();
    const job = (await store.firstPending(session, within))?.job ?? undefined;
    return { state: emergency.state, standing, job };
  }
}

interface Change {
  readonly state: Session;
  /** Last: until the commit everybody's entries wait. */
  readonly journal: () => Promise<unknown>;
}

type Second = OpenSealed['second'];

function secondOf({ emergency }: Session, reason: OpeningReason, now: Instant): Second {
  // Whoever breaks the glass asks for a second clinician by it.
  if (reason.kind === 'none') return { ...reason, askedAt: emergency?.at ?? now, openedAt: now };
  return reason;
}

function timesOf({ askedAt, openedAt }: Extract<Second, { kind: 'none' }>) {
  return { askedAt, openedAt };
}

function withApproval(state: Session, approval: NonNullable<Session['emergency']>['approval']): Session {
  if (state.emergency === undefined || approval === undefined) return state;
  return { ...state, emergency: { ...state.emergency, approval } };
}

function notHere(): LedgerError {
  return new LedgerError('SESSION_NOT_FOUND', 'nobody broke the glass at this gateway under this id');
}
