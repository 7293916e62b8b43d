/** The second evaluator by itself, on cases worked out by hand from docs/concepts/consent.md. */
import type { GivenConsent, Item, Provision, Request } from './asked';
import { judgeItem, judgeSession, mayBeIncomplete } from './second-evaluator';
import { spanOfDate } from './time-span';

const labels = (...codes: string[]) => codes.map((code) => ({ system: 'labels', code }));
const purposes = (...codes: string[]) => codes.map((code) => ({ system: 'purposes', code }));
const kinds = (...codes: string[]) => codes.map((code) => ({ system: 'types', code }));
const named = (type: string, system: string, value: string) => ({
  type,
  identifier: { system: `urn:theriac:${system}`, value },
});
const actors = (...entries: [system: string, value: string][]) =>
  entries.map(([system, value]) => ({ role: { coding: [] }, reference: named('', system, value) }));
const authoredBy = (member: string) => ({
  meaning: 'authoredby' as const,
  reference: named('Organization', 'organisation', member),
});
const entry = (meaning: 'instance' | 'related', reference: string) => ({ meaning, reference: { reference } });

const given = (provision: Provision, status: GivenConsent['status'] = 'active'): GivenConsent => ({
  ...{ id: '1', status },
  consent: { resourceType: 'Consent', provision },
});
const permit: Provision = { type: 'permit' };
const deny: Provision = { type: 'deny' };

const okafor: Request = {
  ...{ member: 'hospital', role: 'physician', person: '4f', purpose: 'TREAT' },
  at: '2026-11-21T09:30:00.000Z',
};
const note: Item = {
  ...{ type: 'Observation', id: '7', categories: [], authors: [], refersTo: [] },
  ...{ confidentiality: 'N', sensitivities: [], isUnlabelledFreeText: false },
};

/** What a single element says when it permits, and when it denies beside a permit of everything. */
function saysOf(elements: Partial<Provision>, item: Partial<Item>, request: Partial<Request> = {}): string {
  const asked = [
    { ...okafor, ...request },
    { ...note, ...item },
  ] as const;
  const isPermitted = judgeItem([given({ ...permit, ...elements })], ...asked).verdict === 'permit';
  const isDenied = judgeItem([given(permit), given({ ...deny, ...elements })], ...asked).verdict === 'deny';
  return isPermitted && isDenied ? 'both' : isDenied ? 'deny only' : isPermitted ? 'permit only' : 'neither';
}

describe('elements', () => {
  it.each([
    ['the member', actors(['organisation', 'hospital']), 'both'],
    ['another member', actors(['organisation', 'clinic']), 'neither'],
    ['the role of any member', actors(['role', 'physician']), 'both'],
    ['the role at the member', actors(['role', 'hospital/physician']), 'both'],
    ['the role at another member', actors(['role', 'clinic/physician']), 'neither'],
    ['the person', actors(['person', 'hospital/4f']), 'both'],
    ['a person of that name elsewhere', actors(['person', 'clinic/4f']), 'neither'],
    ['a member that is named like the role', actors(['organisation', 'physician']), 'neither'],
    ['one of several', actors(['organisation', 'clinic'], ['role', 'physician']), 'both'],
  ])('actor: %s', (_, actor, says) => {
    expect(saysOf({ actor }, {})).toBe(says);
  });

  it('purpose: no code stands for another, but ETREAT is BTG', () => {
    expect(saysOf({ purpose: purposes('TREAT') }, {})).toBe('both');
    expect(saysOf({ purpose: purposes('HRESCH', 'TREAT') }, {})).toBe('both');
    expect(saysOf({ purpose: purposes('TREAT') }, {}, { purpose: 'BTG' })).toBe('neither');
    expect(saysOf({ purpose: purposes('ETREAT') }, {}, { purpose: 'BTG' })).toBe('both');
    expect(saysOf({ purpose: purposes('ETREAT') }, {})).toBe('neither');
  });

  it('class: the item’s type', () => {
    expect(saysOf({ class: kinds('Condition', 'Observation') }, {})).toBe('both');
    expect(saysOf({ class: kinds('Condition') }, {})).toBe('neither');
  });

  it.each([
    ['the same code', [{ system: 'a', code: 'x' }], 'both'],
    ['the code of another system', [{ system: 'b', code: 'x' }], 'neither'],
    [
      'one of two',
      [
        { system: 'b', code: 'y' },
        { system: 'a', code: 'x' },
      ],
      'both',
    ],
    ['no category', [], 'deny only'],
  ])('code: %s', (_, categories, says) => {
    expect(saysOf({ code: [{ coding: [{ system: 'a', code: 'x' }] }] }, { categories })).toBe(says);
  });

  it.each([
    ['the item itself', [entry('instance', 'Observation/7')], {}, 'both'],
    ['what the item refers to', [entry('instance', 'Encounter/1')], { refersTo: ['Encounter/1'] }, 'neither'],
    ['the item as what others refer to', [entry('related', 'Observation/7')], {}, 'both'],
    ['what the item is related to', [entry('related', 'Encounter/1')], { refersTo: ['Encounter/1'] }, 'both'],
    ['its only author', [authoredBy('hospital')], { authors: ['hospital'] }, 'both'],
    ['one of its two authors', [authoredBy('hospital')], { authors: ['hospital', 'clinic'] }, 'deny only'],
    ['both authors', [authoredBy('clinic'), authoredBy('hospital')], { authors: ['hospital', 'clinic'] }, 'both'],
    ['somebody else', [authoredBy('pharmacy')], { authors: ['hospital', 'clinic'] }, 'neither'],
    ['an author, none of whom is known', [authoredBy('hospital')], {}, 'deny only'],
    ['nothing of its authors, who are unknown', [entry('instance', 'Observation/8')], {}, 'neither'],
  ])('data: %s', (_, data, item, says) => {
    expect(saysOf({ data }, item)).toBe(says);
  });

  it.each([
    ['inside', '2026-01-05', '2026-01-06', 'both'],
    ['from the first to the last millisecond', '2026-01-01T00:00:00.000Z', '2026-01-31T23:59:59.999Z', 'both'],
    ['partly before', '2025-12-31T23:59:59.999Z', '2026-01-06', 'deny only'],
    ['partly after', '2026-01-31', '2026-02-01T00:00:00.000Z', 'deny only'],
    ['all around', '2025', '2027', 'deny only'],
    ['before', '2025', '2025', 'neither'],
    ['after', '2026-02', '2026-02', 'neither'],
    ['going on', '2026-01-05', undefined, 'deny only'],
  ])('dataPeriod: %s', (_, start, end, says) => {
    const period = { start, ...(end && { end }) };
    expect(saysOf({ dataPeriod: { start: '2026-01', end: '2026-01' } }, { period })).toBe(says);
  });

  it('dataPeriod: of an item from nobody knows when, a permit says nothing and a deny all', () => {
    expect(saysOf({ dataPeriod: { start: '1900' } }, {})).toBe('deny only');
  });

  it.each([
    [['N'], [], 'both'],
    [['R'], [], 'neither'],
    [['N'], ['PSY'], 'neither'],
    [['R'], ['PSY'], 'both'],
    [['PSY'], ['PSY'], 'both'],
    [['PSY'], ['PSY', 'HIV'], 'deny only'],
    [['PSY', 'HIV'], ['HIV', 'PSY'], 'both'],
    [['ETH'], ['ETHUD', 'OPIOIDUD'], 'both'],
    [['ETHUD'], ['ETH'], 'deny only'],
    [['OPIOIDUD'], ['ETHUD'], 'neither'],
    [['SDV'], ['HIV'], 'neither'],
  ])('securityLabel: %j on an item with %j', (listed, sensitivities, says) => {
    expect(saysOf({ securityLabel: labels(...listed) }, { sensitivities })).toBe(says);
  });

  it('securityLabel: unlabelled free text could hold anything', () => {
    const text = { isUnlabelledFreeText: true };
    expect(saysOf({ securityLabel: labels('R') }, text)).toBe('both');
    expect(saysOf({ securityLabel: labels('PSY') }, text)).toBe('deny only');
    expect(saysOf({ securityLabel: labels('N') }, text)).toBe('neither');
    expect(saysOf({ securityLabel: labels('N', 'HIV') }, text)).toBe('deny only');
  });
});

describe('consents', () => {
  const judge = (...consents: GivenConsent[]) => judgeItem(consents, okafor, note).verdict;
  const notHere = { actor: actors(['organisation', 'clinic']) };

  it('deny when none speaks, or any denies', () => {
    expect(judge()).toBe('deny');
    expect(judge(given(permit))).toBe('permit');
    expect(judge(given(permit), given(permit), given(deny))).toBe('deny');
    expect(judge(given(permit), given({ ...deny, ...notHere }))).toBe('permit');
  });

  it('are named when they say what is decided', () => {
    const [one, two, three] = [permit, permit, deny].map((provision, at) => ({ ...given(provision), id: String(at) }));
    expect(judgeItem([one!, two!], okafor, note).by).toEqual(['0', '1']);
    expect(judgeItem([one!, two!, three!], okafor, note).by).toEqual(['2']);
    expect(judgeItem([{ ...three!, status: 'withdrawn' }], okafor, note).by).toEqual([]);
  });

  it('are silent once withdrawn, before they begin and after they end', () => {
    const today = { start: '2026-11-21', end: '2026-11-21' };
    expect(judge(given(permit, 'withdrawn'))).toBe('deny');
    expect(judge(given({ ...permit, period: today }))).toBe('permit');
    expect(judge(given({ ...permit, period: { end: '2026-11-20' } }))).toBe('deny');
    expect(judge(given({ ...permit, period: { start: '2026-11-22' } }))).toBe('deny');
    expect(judge(given(permit), given({ ...deny, period: { end: '2026-11-20' }, provision: [deny] }))).toBe('permit');
  });

  it('say what their exception says while it is in force and matches', () => {
    expect(judge(given({ ...permit, provision: [deny] }))).toBe('deny');
    expect(judge(given({ ...permit, provision: [{ ...deny, period: { end: '2026' } }] }))).toBe('deny');
    expect(judge(given({ ...permit, provision: [{ ...deny, period: { end: '2025' } }] }))).toBe('permit');
    expect(judge(given({ ...permit, provision: [{ ...deny, ...notHere }] }))).toBe('permit');
    expect(judge(given({ ...deny, provision: [{ ...permit, class: kinds('Observation') }] }))).toBe('permit');
  });

  it('lend the exception that permits what it leaves out, and the one that denies nothing', () => {
    const research = { purpose: purposes('HRESCH') };
    expect(judge(given({ ...deny, ...research, provision: [permit] }))).toBe('deny');
    expect(judge(given({ ...deny, provision: [{ ...permit, ...research }] }))).toBe('deny');
    expect(judge(given(permit), given({ ...permit, ...research, provision: [deny] }))).toBe('deny');
  });
});

describe('sessions and notices', () => {
  const session = (asked: string[], ...provisions: Provision[]) =>
    judgeSession(
      provisions.map((provision) => given(provision)),
      okafor,
      asked,
    ).verdict === 'permit';
  const observations = { ...permit, class: kinds('Observation') };

  it('open by a permit that has an asked type, unless all is denied', () => {
    expect(session([])).toBe(false);
    expect(session([], observations)).toBe(true);
    expect(session(['Condition', 'Observation'], observations)).toBe(true);
    expect(session(['Condition'], observations)).toBe(false);
    expect(session([], permit, deny)).toBe(false);
    expect(session([], permit, { ...deny, securityLabel: labels('R') })).toBe(true);
    expect(session([], permit, { ...deny, purpose: purposes('BTG') })).toBe(true);
    expect(session([], { ...permit, provision: [deny] })).toBe(false);
    expect(session(['Observation'], { ...deny, provision: [observations] })).toBe(true);
    expect(session(['Condition'], permit, { ...deny, provision: [observations] })).toBe(false);
    expect(session([], { ...observations, provision: [{ ...permit, purpose: purposes('BTG') }] }, deny)).toBe(false);
  });

  it('are complete only where one permit of everything stands and no denial speaks to the reader', () => {
    const limited = (...provisions: Provision[]) =>
      mayBeIncomplete(
        provisions.map((provision) => given(provision)),
        okafor,
      );
    expect(limited()).toBe(true);
    expect(limited(permit)).toBe(false);
    expect(limited(permit, observations)).toBe(false);
    expect(limited(observations)).toBe(true);
    expect(limited({ ...permit, provision: [{ ...permit, period: { end: '2025' } }] })).toBe(true);
    expect(limited(permit, { ...observations, provision: [{ ...deny, securityLabel: labels('HIV') }] })).toBe(true);
    expect(limited(permit, { ...deny, purpose: purposes('BTG') })).toBe(false);
    expect(limited({ ...permit, purpose: purposes('BTG') })).toBe(true);
  });
});

it.each([
  ['2024-02', '2024-02-01T00:00:00.000Z', '2024-02-29T23:59:59.999Z'],
  ['2100-02', '2100-02-01T00:00:00.000Z', '2100-02-28T23:59:59.999Z'],
  ['2000', '2000-01-01T00:00:00.000Z', '2000-12-31T23:59:59.999Z'],
  ['2026-12-31', '2026-12-31T00:00:00.000Z', '2026-12-31T23:59:59.999Z'],
  ['2026-03-01T00:30:00+01:00', '2026-02-28T23:30:00.000Z', '2026-02-28T23:30:00.000Z'],
  ['1969-12-31T19:00:00.25-05:00', '1970-01-01T00:00:00.250Z', '1970-01-01T00:00:00.250Z'],
])('%s is from %s to %s', (text, first, last) => {
  const epoch = spanOfDate('1970-01-01').first;
  const { first: from, last: to } = spanOfDate(text);
  expect([from - epoch, to - epoch]).toEqual([Date.parse(first), Date.parse(last)]);
});
