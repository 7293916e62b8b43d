/** The part of `EhrAccess` in which somebody asks for a record, and its custodians ask whether they may release it. */
import {
  aboutSessionSchema,
  decideAccess,
  decideAccessSchema,
  endSession,
  judgeRelease,
  readEventSchema,
  type Release,
  requestAccess,
  requestAccessSchema,
  requireNoErasure,
  requireReleasing,
  requireSight,
} from '@theriac/domain/ehr';
import { canonicalJson, parseJson } from '@theriac/domain/ledger';
import { Transaction } from 'fabric-contract-api';
import { EhrContext } from './ehr.context';
import { EmergencyTransactions } from './emergency.transactions';
import { loadAccess, loadRequesting, loadSession } from './load-session';

/** Transactions of `EhrAccess`, which extends this: one contract in several files. */
export abstract class SessionTransactions extends EmergencyTransactions {
  /** Somebody asks to see a record for a purpose: allowed for a quarter of an hour, or denied, and the patient is told. */
  @Transaction()
  async RequestAccess(ctx: EhrContext): Promise<string> {
    const command = ctx.privateCommand(requestAccessSchema);
    const signer = ctx.authoriseSigner();
    const situation = await loadRequesting(ctx, command);
    requireNoErasure(await ctx.erasures.find(command.patient));
    const now = ctx.now(situation.patient, situation.given, situation.existing);
    return ctx.savePrivate(ctx.sessions, requestAccess(situation, command, signer, now));
  }

  /** A session ends before its time. */
  @Transaction()
  async EndSession(ctx: EhrContext): Promise<string> {
    const { session: id } = ctx.privateCommand(aboutSessionSchema);
    const signer = ctx.authoriseSigner();
    const situation = await loadSession(ctx, id);
    return ctx.savePrivate(ctx.sessions, endSession(situation, signer, ctx.now(situation.session)));
  }

  /** What the submitter would get who asked for a session now. */
  @Transaction(false)
  async DecideAccess(ctx: EhrContext): Promise<string> {
    const question = ctx.privateCommand(decideAccessSchema);
    const signer = ctx.authoriseSigner();
    const situation = await loadAccess(ctx, question.patient);
    requireNoErasure(await ctx.erasures.find(question.patient));
    const now = ctx.now(situation.patient, situation.given);
    return canonicalJson(decideAccess(situation, question, signer, now));
  }

  /** All that a custodian needs to release a record, by the consents as they are now. */
  @Transaction(false)
  async ReadForRelease(ctx: EhrContext): Promise<string> {
    const { session: id } = ctx.privateCommand(aboutSessionSchema);
    const signer = ctx.authoriseSigner();
    const session = await ctx.sessions.get(id);
    requireReleasing(session, signer);
    const situation = await loadAccess(ctx, session.patient);
    const log = await ctx.recordLogs.find(session.patient, signer.actor.organisation);
    const { guardians: _guardians, ...patient } = situation.patient;
    const verdict = judgeRelease(session, situation, ctx.now(session, situation.patient, situation.given));
    const release: Release = { session, patient, consents: situation.given ?? null, log: log ?? null, verdict };
    return canonicalJson(release);
  }

  /** A session as it stands. */
  @Transaction(false)
  async ReadSession(ctx: EhrContext): Promise<string> {
    const { session: id } = ctx.privateCommand(aboutSessionSchema);
    const signer = ctx.authoriseSigner();
    const situation = await loadSession(ctx, id);
    requireSight(situation, signer, ctx.now(situation.session));
    return canonicalJson(situation.session);
  }

  /**
   * What a transaction changed, for who may know; nothing when it changed nothing private, and after an erasure. A
   * transaction's id stands in its block: this one question is an argument.
   */
  @Transaction(false)
  async ReadEvent(ctx: EhrContext, json: string): Promise<string> {
    const { transaction } = parseJson(readEventSchema, json);
    const { organisation } = ctx.authorise();
    const shared = await ctx.privateEvents.find(transaction);
    const found = shared ?? (await ctx.privateEventsOf(organisation).find(transaction));
    return found === undefined ? '' : canonicalJson(found.event);
  }
}
