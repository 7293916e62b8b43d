import { type PrivateEvent, privateEventShape, publicEventSchema, publicPartOf } from './private-event';
import { readState, writeState } from './state-shape';

const event = { type: 'ConsentGiven', version: 1, at: '2026-11-21T09:30:00.000Z', patient: '4f', consent: 'c1' };

describe('an event of private data', () => {
  it('shows everybody its kind and its time, and nothing else', () => {
    expect(publicPartOf(event)).toEqual({ type: 'ConsentGiven', version: 1, at: '2026-11-21T09:30:00.000Z' });
    expect(publicEventSchema.safeParse(publicPartOf(event)).success).toBe(true);
    expect(publicEventSchema.safeParse(event).success).toBe(false);
  });

  it('lies whole under its transaction', () => {
    const kept: PrivateEvent = { transactionId: 'tx1', event };
    expect(privateEventShape.keyOf(kept)).toEqual(['tx1']);
    expect(readState(privateEventShape, writeState(privateEventShape, kept))).toEqual(kept);
  });
});
