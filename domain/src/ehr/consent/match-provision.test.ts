/** Each row of the table of elements in docs/concepts/consent.md, as given, when, then. */
import { aRequest, anItem, compiled, deny, from, permit, until } from '../fixtures/consent.fixtures';
import { type Item, sensitivitySchema } from '../item';
import type { CompiledConsent, Provision } from './consent.schema';
import { decideItem } from './reader.rules';
import type { ReadRequest } from './request.schema';

const effectOf = (consents: CompiledConsent[], item: Item = anItem(), request: ReadRequest = aRequest()) =>
  decideItem(consents, request, item).effect;

describe('actor', () => {
  it.each([
    ['the requester’s member', { organisation: 'hospital' }, true],
    ['another member', { organisation: 'clinic' }, false],
    ['their role anywhere', { role: 'physician' }, true],
    ['another role', { role: 'nurse' }, false],
    ['their role at their member', { organisation: 'hospital', role: 'physician' }, true],
    ['their role at another member', { organisation: 'clinic', role: 'physician' }, false],
    ['the person', { organisation: 'hospital', person: 'okafor' }, true],
    ['another person', { organisation: 'hospital', person: 'bob' }, false],
    ['that name at another member', { organisation: 'clinic', person: 'okafor' }, false],
  ] as const)('%s', (_, actor, matches) => {
    const other = { organisation: 'pharmacy' };
    expect(effectOf(compiled([permit({ actors: [other, actor] })]))).toBe(matches ? 'permit' : 'deny');
    expect(effectOf(compiled([permit()], [deny({ actors: [actor] })]))).toBe(matches ? 'deny' : 'permit');
  });
});

describe('purpose', () => {
  it.each([
    ['TREAT', 'TREAT', 'permit'],
    ['TREAT', 'BTG', 'deny'],
    ['BTG', 'TREAT', 'deny'],
    ['BTG', 'BTG', 'permit'],
  ] as const)('%s does for %s: %s', (purpose, asked, effect) => {
    expect(effectOf(compiled([permit({ purposes: [purpose] })]), anItem(), aRequest({ purpose: asked }))).toBe(effect);
  });
});

/** For each element: what a permit and what a deny that names it, and nothing else, does for an item. */
function expectMatches(element: Partial<Provision>, item: Item, permits: boolean, denies: boolean): void {
  expect(effectOf(compiled([permit(element)]), item)).toBe(permits ? 'permit' : 'deny');
  expect(effectOf(compiled([permit()], [deny(element)]), item)).toBe(denies ? 'deny' : 'permit');
}

describe('class', () => {
  it.each([
    [['Condition', 'Observation'], true],
    [['Condition'], false],
  ] as const)('%j', (types, matches) => {
    expectMatches({ types: [...types] }, anItem(), matches, matches);
  });
});

describe('code', () => {
  const laboratory = { system: 'urn:category', code: 'laboratory' };
  it.each([
    ['one of the categories', [{ system: 'urn:x', code: 'y' }, laboratory], true, true],
    ['the code of another system', [{ system: 'urn:x', code: 'laboratory' }], false, false],
    ['another code', [{ system: 'urn:category', code: 'vital-signs' }], false, false],
    ['no category', [], false, true],
  ] as const)('%s', (_, categories, permits, denies) => {
    expectMatches({ categories: [laboratory] }, anItem({ categories: [...categories] }), permits, denies);
  });
});

describe('data', () => {
  const written = (authors: string[]) => anItem({ authors });
  const byHospital = { authoredBy: 'hospital' };
  it.each([
    ['the instance', [{ instance: 'Observation/o1' }], anItem(), true, true],
    ['another instance', [{ instance: 'Observation/o2' }], anItem(), false, false],
    ['what the item refers to is no instance', [{ instance: 'Encounter/e1' }], anItem(), false, false],
    ['what the item refers to', [{ related: 'Encounter/e1' }], anItem(), true, true],
    ['the item itself as related', [{ related: 'Observation/o1' }], anItem(), true, true],
    ['what the item does not refer to', [{ related: 'Encounter/e2' }], anItem(), false, false],
    ['the author', [byHospital], written(['hospital']), true, true],
    ['another author', [byHospital], written(['clinic']), false, false],
    ['one of two authors', [byHospital], written(['clinic', 'hospital']), false, true],
    ['both authors', [byHospital, { authoredBy: 'clinic' }], written(['clinic', 'hospital']), true, true],
    ['unknown authors', [byHospital], written([]), false, true],
    ['unknown authors, and no author named', [{ instance: 'Observation/o2' }], written([]), false, false],
  ] as const)('%s', (_, data, item, permits, denies) => {
    expectMatches({ data: [...data] }, item, permits, denies);
  });
});

describe('dataPeriod', () => {
  const may = { ...from('2026-05-01'), ...until('2026-05-31') };
  it.each([
    ['inside', may, { ...from('2026-05-01'), ...until('2026-05-31') }, true, true],
    ['over its start', may, { ...from('2026-04-30'), ...until('2026-05-02') }, false, true],
    ['over its end', may, { ...from('2026-05-30'), ...until('2026-06-01') }, false, true],
    ['before', may, { ...from('2026-04-01'), ...until('2026-04-30') }, false, false],
    ['after', may, { ...from('2026-06-01'), ...until('2026-06-02') }, false, false],
    ['going on', may, from('2026-05-02'), false, true],
    ['going on, inside what goes on', from('2026-05-01'), from('2026-05-02'), true, true],
    ['of unknown beginning', may, until('2026-05-02'), false, true],
    ['of unknown beginning, inside what has always been', until('2026-05-31'), until('2026-05-02'), true, true],
    ['of unknown beginning, over before', may, until('2026-04-30'), false, false],
  ] as const)('an item %s', (_, dataPeriod, period, permits, denies) => {
    expectMatches({ dataPeriod }, anItem({ period }), permits, denies);
  });

  it('and an item of unknown time', () => {
    const { period: _, ...undated } = anItem();
    expectMatches({ dataPeriod: may }, undated, false, true);
  });
});

describe('securityLabel', () => {
  const usual = anItem();
  const restricted = anItem({ labels: { confidentiality: 'R' } });
  const about = (...sensitivities: Item['labels']['sensitivities']) =>
    anItem({ labels: { confidentiality: 'R', sensitivities } });
  it.each([
    ['N, and what is usual', ['N'], usual, true, true],
    ['N, and what is restricted', ['N'], restricted, false, false],
    ['N, and what is sensitive', ['N'], about('PSY'), false, false],
    ['R, and what is usual', ['R'], usual, false, false],
    ['R, and what is restricted', ['R'], restricted, true, true],
    ['R, and what is sensitive', ['R'], about('PSY', 'HIV'), true, true],
    ['R, and what is sensitive without saying R', ['R'], anItem({ labels: { sensitivities: ['PSY'] } }), true, true],
    ['N, and what is sensitive without saying R', ['N'], anItem({ labels: { sensitivities: ['PSY'] } }), false, false],
    ['PSY, and what is restricted', ['PSY'], restricted, false, false],
    ['PSY, and the same', ['PSY'], about('PSY'), true, true],
    ['PSY, and another', ['PSY'], about('HIV'), false, false],
    ['PSY, and what is also HIV', ['PSY'], about('PSY', 'HIV'), false, true],
    ['PSY and HIV, and both', ['HIV', 'PSY'], about('PSY', 'HIV'), true, true],
    ['ETH, and alcohol', ['ETH'], about('ETHUD'), true, true],
    ['ETH, and opioids', ['ETH'], about('OPIOIDUD'), true, true],
    ['alcohol, and any substance', ['ETHUD'], about('ETH'), false, true],
    ['opioids, and any substance', ['OPIOIDUD'], about('ETH'), false, true],
    ['alcohol, and opioids', ['ETHUD'], about('OPIOIDUD'), false, false],
    ['alcohol, and psychiatry', ['ETHUD'], about('PSY'), false, false],
  ] as const)('%s', (_, labels, item, permits, denies) => {
    expectMatches({ labels: [...labels] }, item, permits, denies);
  });
});

describe('unlabelled free text', () => {
  const note = anItem({ type: 'DocumentReference', labels: { isUnlabelledText: true } });
  it.each([
    [['N'], false, false],
    [['R'], true, true],
    [['N', 'R'], true, true],
    [['PSY'], false, true],
    [['N', 'HIV'], false, true],
    [sensitivitySchema.options, false, true],
  ] as const)('counts as restricted and about anything where labels are named: %j', (labels, permits, denies) => {
    expectMatches({ labels: [...labels] }, note, permits, denies);
  });

  it('is denied by an exception by label, and permitted by a consent that names none', () => {
    expect(effectOf(compiled([permit(), deny({ labels: ['PSY'] })]), note)).toBe('deny');
    expect(effectOf(compiled([permit(), deny({ labels: ['N'] })]), note)).toBe('permit');
    expect(effectOf(compiled([permit()]), note)).toBe('permit');
  });
});

describe('all elements', () => {
  it('are needed together', () => {
    const rule = permit({ types: ['Observation'], labels: ['N'], data: [{ authoredBy: 'hospital' }] });
    expect(effectOf(compiled([rule]))).toBe('permit');
    expect(effectOf(compiled([rule]), anItem({ authors: ['clinic'] }))).toBe('deny');
    expect(effectOf(compiled([rule]), anItem({ labels: { confidentiality: 'R' } }))).toBe('deny');
  });
});
