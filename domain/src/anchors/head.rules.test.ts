import { type Instant, instantOf, isRepeated } from '../ledger';
import { anActor } from '../ledger/fixtures/actors';
import { refusalOf } from '../ledger/fixtures/refusals';
import { headAnchoredSchema } from './anchors.events';
import { anchorHead } from './head.rules';
import { type AnchorHead, anchorHeadSchema, type Head, headShape } from './head.schema';

const before = instantOf(Date.UTC(2026, 10, 21));
const now: Instant = instantOf(Date.UTC(2026, 10, 22));
const pharmacy = anActor('pharmacy', 'gateway');
const last: Head = { organisation: 'pharmacy', log: 'journal', size: 7, head: 'a'.repeat(64), changedAt: before };
const anchor = (size: number, head = 'b'): AnchorHead => ({ log: 'journal', size, head: head.repeat(64) });

describe('anchoring the head of a log', () => {
  it('guards the first one by its organisation and one other', () => {
    const decision = anchorHead(undefined, anchor(1), pharmacy, now);
    expect(decision).toMatchObject({
      state: { organisation: 'pharmacy', log: 'journal', size: 1, changedAt: now },
      guard: { rule: 'holder-and-one-other', holder: 'PharmacyMSP' },
    });
  });

  it('moves it forward, tells it, and leaves the guard', () => {
    const decision = anchorHead(last, anchor(8), pharmacy, now);
    if (isRepeated(decision)) throw new Error('it is no repetition');
    expect(decision.state).toEqual({ ...last, size: 8, head: 'b'.repeat(64), changedAt: now });
    expect(decision.guard).toBeUndefined();
    expect(headAnchoredSchema.parse(decision.event)).toMatchObject({ size: 8, at: now });
  });

  it('answers the very same again with the first answer', () => {
    expect(anchorHead(last, anchor(7, 'a'), pharmacy, now)).toMatchObject({ repeated: { size: 7, at: before } });
  });

  it.each([
    ['another head of the same size', anchor(7, 'b')],
    ['a shorter log', anchor(6)],
    ['a shorter log with the same head', anchor(6, 'a')],
  ])('refuses %s', (_, command) => {
    expect(refusalOf(() => anchorHead(last, command, pharmacy, now))).toBe('HEAD_NOT_GROWING');
  });

  it.each([
    ['size 0', { size: 0 }],
    ['half an entry', { size: 1.5 }],
    ['a size beyond exact numbers', { size: 2 ** 53 }],
    ['upper case hex', { head: 'A'.repeat(64) }],
    ['a log with a space', { log: 'my journal' }],
    ['another organisation', { organisation: 'hospital' }],
  ])('takes no command with %s', (_, fault) => {
    expect(anchorHeadSchema.safeParse({ ...anchor(8), ...fault }).success).toBe(false);
  });

  it('lies under its organisation and log', () => {
    expect(headShape.keyOf(last)).toEqual(['pharmacy', 'journal']);
  });
});
