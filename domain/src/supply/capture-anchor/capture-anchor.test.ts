import { identifyEvent, type EpcisEvent, type EventIdentity } from '../../epcis';
import { toHex, type Turns } from '../../ledger';
import { testDigest } from '../../ledger/fixtures/node-digest';
import { refusalOf } from '../../ledger/fixtures/refusals';
import { merkleLevels, merklePath, rootOf } from '../../merkle';
import { before, inspector, now, releaseOfficer } from '../fixtures/supply.fixtures';
import { anchorCapture } from './anchor-capture.rules';
import { captureAnchoredSchema } from './capture-anchor.events';
import { anchorCaptureSchema, captureAnchorShape } from './capture-anchor.schema';
import { eventKey, eventLedgerId } from './event-id';
import { type EventProof, eventProofSchema, isEventAnchored } from './event-proof';

const capture = 'ab'.repeat(16);
const command = { capture, root: 'cd'.repeat(32), events: 3 };
const known = { ...command, organisation: 'manufacturer', changedAt: before };

describe('anchoring a capture', () => {
  it('fixes its events for the organisation that captured them', () => {
    const decision = anchorCapture(undefined, command, releaseOfficer, now);
    expect(decision).toEqual({
      state: { ...command, organisation: 'manufacturer', changedAt: now },
      event: { type: 'CaptureAnchored', version: 1, at: now, ...command, organisation: 'manufacturer' },
    });
    expect(captureAnchoredSchema.safeParse('event' in decision && decision.event).success).toBe(true);
    expect(captureAnchorShape.keyOf(known)).toEqual(['manufacturer', capture]);
  });

  it('answers the same again with the first answer, and takes no others under the id', () => {
    expect(anchorCapture(known, command, releaseOfficer, now)).toMatchObject({ repeated: { at: before } });
    for (const other of [{ root: 'ef'.repeat(32) }, { events: 4 }])
      expect(refusalOf(() => anchorCapture(known, { ...command, ...other }, releaseOfficer, now))).toBe(
        'CAPTURE_ALREADY_ANCHORED',
      );
    // Another organisation's is another key.
    expect(anchorCapture(undefined, command, inspector, now)).toMatchObject({ state: { organisation: 'regulator' } });
  });

  it.each([{ events: 0 }, { events: 1.5 }, { capture: 'x' }, { root: 'ab' }, { organisation: 'pharmacy' }])(
    'takes no command with %j',
    (fault) => {
      expect(anchorCaptureSchema.safeParse({ ...command, ...fault }).success).toBe(false);
    },
  );
});

describe('the proof of an event', () => {
  const secret = new Uint8Array(32).fill(7);
  const event = (serial: string, more: object = {}): EpcisEvent => ({
    type: 'ObjectEvent',
    eventTime: '2026-11-20T08:00:00.000Z',
    eventTimeZoneOffset: '+01:00',
    epcList: [`https://id.gs1.org/01/09521104012344/21/${serial}`],
    action: 'OBSERVE',
    ...more,
  });
  const declared = (at: string) => ({ errorDeclaration: { declarationTime: at } });
  const identities = [
    event('A'),
    event('B'),
    event('B', declared('2026-11-21T08:00:00Z')),
    event('B', declared('2026-11-22T08:00:00Z')),
    event('C'),
  ].map((one) => ended(identifyEvent(one, testDigest)));
  const keys = identities.map((identity) => eventKey(testDigest, secret, identity));
  const ids = identities.map((identity, at) => eventLedgerId(testDigest, keys[at]!, identity));
  const levels = merkleLevels(testDigest, ids);
  const anchor = { capture, root: toHex(rootOf(testDigest, levels)), events: ids.length };
  const proofOf = (index: number): EventProof =>
    eventProofSchema.parse({
      ...{ capture, index, events: ids.length },
      ...{ key: toHex(keys[index]!), id: toHex(ids[index]!), path: merklePath(levels, index).map(toHex) },
    });

  it('holds for each event, and its declarations as an error are events of their own', () => {
    expect(new Set(ids.map(toHex)).size).toBe(ids.length);
    identities.forEach((identity, index) => {
      expect(isEventAnchored(testDigest, identity, proofOf(index), anchor)).toBe(true);
    });
  });

  it('fails for another event, place, key, capture or anchor', () => {
    const proof = proofOf(1);
    const [first, second] = identities as [EventIdentity, EventIdentity];
    const wrong = [
      isEventAnchored(testDigest, first, proof, anchor),
      isEventAnchored(testDigest, { ...second, declaredAt: now }, proof, anchor),
      isEventAnchored(testDigest, second, { ...proof, index: 0 }, anchor),
      isEventAnchored(testDigest, second, { ...proof, key: proofOf(0).key }, anchor),
      isEventAnchored(testDigest, second, { ...proof, events: 6 }, anchor),
      isEventAnchored(testDigest, second, proof, { ...anchor, capture: 'cd'.repeat(16) }),
      isEventAnchored(testDigest, second, proof, { ...anchor, root: 'cd'.repeat(32) }),
    ];
    expect(wrong).toEqual(wrong.map(() => false));
  });

  it('is of no use under another organisation’s secret', () => {
    const [identity] = identities;
    const other = eventKey(testDigest, new Uint8Array(32).fill(8), identity!);
    expect(toHex(eventLedgerId(testDigest, other, identity!))).not.toBe(toHex(ids[0]!));
  });
});

function ended<T>(turns: Turns<T>): T {
  for (;;) {
    const turn = turns.next();
    if (turn.done === true) return turn.value;
  }
}
