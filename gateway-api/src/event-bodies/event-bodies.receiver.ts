/**
 * Takes bodies of events from the members who captured them. Nothing that is said of a body is believed: it is parsed as
 * a document's event would be, its hash is made anew, and it must concern this organisation.
 */
import { type EpcisEvent, type EventIdentity, namedGlns, readEvent } from '@theriac/domain/epcis';
import { type Instant, invalidInput, refuseUnless } from '@theriac/domain/ledger';
import { type EventProof, isIdAnchored, isIdOfEvent } from '@theriac/domain/supply';
import { findAnchor } from '../capture-anchors/capture-anchors.store';
import type { NewCapturedEvent } from '../capture/captured-events.store';
import { capturedRowOf } from '../capture/read-document';
import type { Transaction } from '../database';
import { type MessageReceiver, receiver } from '../members';
import { nodeDigest } from '../supply/node-digest';
import type { SupplyChannel } from '../supply/supply-channel';
import { EVENT_BODIES_MESSAGE } from './event-bodies.message';
import type { NewReceivedEvent, ReceivedEventStore } from './received-events.store';

/** What taking bodies needs. */
export interface EventBodiesReceiverParts {
  readonly channel: SupplyChannel;
  readonly received: ReceivedEventStore;
}

/** The receiver of bodies; what is wrong with one refuses its message. */
export function eventBodiesReceiver({ channel, received }: EventBodiesReceiverParts): MessageReceiver {
  return receiver(EVENT_BODIES_MESSAGE, async (sender, { events }, transaction) => {
    refuseUnless(channel.isMember(sender), 'NOT_PERMITTED', 'only members of the channel send events');
    const kept: NewReceivedEvent[] = [];
    for (const [index, { event: raw, proof }] of events.entries()) {
      const body = parsed(raw, index);
      refuseUnless(channel.concernsSelf(namedGlns(body)), 'EVENT_NOT_ADDRESSED', `event ${index} is not for us`);
      const event = await capturedRowOf(body);
      refuseOther(isIdOfEvent(nodeDigest, identityOf(event), proof), index);
      const isAnchored = await isAnchoredAlready(sender, proof, index, transaction);
      kept.push({ event, proof, isAnchored });
    }
    await received.keep(sender, kept, transaction);
  });
}

/** XML lets more pass for an identifier than JSON-LD, and the event may have come as XML. */
function parsed(raw: unknown, index: number): EpcisEvent {
  const result = readEvent(raw, 'xml');
  if (result.ok) return result.event;
  throw invalidInput(
    result.faults.map(({ path, rule }) => ({ field: ['events', index, 'event', ...path].join('.'), rule })),
  );
}

function identityOf({ hash, declaredAt }: NewCapturedEvent): EventIdentity {
  return { hash, declaredAt: (declaredAt ?? undefined) as Instant | undefined };
}

/** The anchor may come later; until then the event waits for it. */
async function isAnchoredAlready(
  sender: string,
  proof: EventProof,
  index: number,
  transaction: Transaction,
): Promise<boolean> {
  const anchor = await findAnchor(transaction, sender, proof.capture);
  if (anchor === undefined) return false;
  refuseOther(isIdAnchored(nodeDigest, proof, anchor), index);
  return true;
}

function refuseOther(isRight: boolean, index: number): void {
  refuseUnless(isRight, 'EVENT_NOT_AS_ANCHORED', `event ${index} is not the one that its proof is of`);
}
