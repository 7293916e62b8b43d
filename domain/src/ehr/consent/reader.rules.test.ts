/** The decision of docs/concepts/consent.md, as given, when, then. How elements match is tested with match-provision. */
import fc from 'fast-check';
import { anyConsent, anyItem, anyRequest } from '../fixtures/consent-arbitraries';
import {
  aRequest,
  anItem,
  compileAnas,
  compiled,
  consentId,
  deny,
  from,
  permit,
  until,
} from '../fixtures/consent.fixtures';
import type { Item } from '../item';
import type { CompiledConsent, Provision } from './consent.schema';
import { decideItem, decideSession, isLimited, readerOf } from './reader.rules';
import type { ReadRequest } from './request.schema';

const effectOf = (consents: CompiledConsent[], item: Item = anItem(), request: ReadRequest = aRequest()) =>
  decideItem(consents, request, item).effect;

describe('without a consent', () => {
  it('nothing is shown, and no session opened', () => {
    expect(decideItem([], aRequest(), anItem())).toEqual({ effect: 'deny', by: [] });
    expect(decideSession([], aRequest())).toEqual({ isAllowed: false, reason: 'no-permit', by: [] });
    expect(isLimited([], aRequest())).toBe(true);
  });
});

describe('several consents', () => {
  it.each([
    ['one permits, another is silent', [[permit()], [permit({ purposes: ['BTG'] })]], 'permit', [1]],
    ['two permit', [[permit()], [permit()]], 'permit', [1, 2]],
    ['a denial overrides permits', [[permit()], [deny()], [permit()]], 'deny', [2]],
    ['two deny', [[deny()], [deny()]], 'deny', [1, 2]],
    ['all are silent', [[deny({ purposes: ['BTG'] })]], 'deny', []],
  ] as const)('%s', (_, rules, effect, by) => {
    const decision = decideItem(compiled(...rules), aRequest(), anItem());
    expect(decision).toEqual({ effect, by: by.map(consentId) });
  });
});

describe('a period', () => {
  it.each([
    ['that holds the moment', { start: aRequest().at, end: aRequest().at }, 'permit'],
    ['that begins later', from('2026-11-23'), 'deny'],
    ['that is over', until('2026-11-21'), 'deny'],
  ] as const)('of the rule %s', (_, period, effect) => {
    expect(effectOf(compiled([permit({ period })]))).toBe(effect);
    // Its exception is silent with it.
    expect(effectOf(compiled([deny({ period }), permit()]))).toBe(effect);
  });

  it.each([
    ['that holds the moment', from('2026-11-22'), 'deny'],
    ['that is over', until('2026-11-21'), 'permit'],
  ] as const)('of the exception %s', (_, period, effect) => {
    expect(effectOf(compiled([permit(), deny({ period })]))).toBe(effect);
  });

  it('of the rule is not taken over by the exception', () => {
    expect(effectOf(compiled([deny({ period: until('2027-01-01') }), permit({ period: from('2026-01-01') })]))).toBe(
      'permit',
    );
  });
});

describe('an exception', () => {
  const bob = [{ organisation: 'hospital', person: 'bob' }];
  const asBob = (more: Partial<ReadRequest> = {}) => aRequest({ person: 'bob', ...more });

  it('speaks before its rule', () => {
    expect(effectOf(compiled([permit(), deny({ types: ['Observation'] })]))).toBe('deny');
    expect(effectOf(compiled([permit(), deny({ types: ['Condition'] })]))).toBe('permit');
    expect(effectOf(compiled([deny(), permit({ types: ['Observation'] })]))).toBe('permit');
  });

  it('that permits takes over what it does not name', () => {
    const consents = compiled([permit({ purposes: ['TREAT'], labels: ['N'] }), permit({ actors: bob, labels: ['R'] })]);
    const restricted = anItem({ labels: { confidentiality: 'R' } });
    expect(effectOf(consents, restricted, asBob())).toBe('permit');
    expect(effectOf(consents, restricted, asBob({ purpose: 'HRESCH' }))).toBe('deny');
    expect(effectOf(consents, restricted)).toBe('deny');
    expect(effectOf(consents, anItem(), asBob())).toBe('permit');
  });

  it.each([
    ['types', { types: ['Condition'] }],
    ['categories', { categories: [{ system: 'urn:category', code: 'laboratory' }] }],
    ['data', { data: [{ instance: 'Observation/o2' }] }],
    ['dataPeriod', { dataPeriod: from('2026-06-01') }],
    ['labels', { labels: ['R'] }],
    ['actors', { actors: bob }],
    ['purposes', { purposes: ['BTG'] }],
  ] as const)('that permits takes over %s', (_, element) => {
    expect(effectOf(compiled([deny(element as Partial<Provision>), permit()]))).toBe('deny');
  });

  it('that denies takes over nothing', () => {
    const consents = compiled([permit({ actors: bob }), deny({ types: ['Observation'] })], [permit()]);
    expect(effectOf(consents)).toBe('deny');
    expect(effectOf(consents, anItem({ type: 'Condition' }))).toBe('permit');
  });
});

describe('a session', () => {
  const denied = (...by: number[]) => ({ isAllowed: false, reason: 'denied', by: by.map(consentId) });
  const allowed = (...by: number[]) => ({ isAllowed: true, reason: 'permitted', by: by.map(consentId) });
  const none = { isAllowed: false, reason: 'no-permit', by: [] };
  const notMe = { actors: [{ organisation: 'clinic' }] };
  const over = { period: until('2026-11-21') };
  it.each([
    ['a rule permits', [[permit()]], undefined, allowed(1)],
    ['a rule permits some data', [[permit({ labels: ['N'] })]], undefined, allowed(1)],
    ['a rule permits others', [[permit(notMe)]], undefined, none],
    ['a rule permits for another purpose', [[permit({ purposes: ['BTG'] })]], undefined, none],
    ['a rule permitted once', [[permit(over)]], undefined, none],
    ['a rule permits one of the asked types', [[permit({ types: ['Condition'] })]], ['Goal', 'Condition'], allowed(1)],
    ['a rule permits other types', [[permit({ types: ['Condition'] })]], ['Goal'], none],
    ['no type is asked for by name', [[permit({ types: ['Condition'] })]], [], allowed(1)],
    ['an exception permits', [[deny(notMe), permit({ actors: [{ role: 'physician' }] })]], undefined, allowed(1)],
    ['an exception takes over others', [[deny(notMe), permit({ types: ['Goal'] })]], undefined, none],
    ['an exception permitted once', [[deny({ types: ['Goal'] }), permit(over)]], undefined, none],
    ['a rule denies all', [[permit()], [deny()]], undefined, denied(2)],
    ['a rule denies some', [[permit()], [deny({ types: ['Goal'] })]], ['Goal'], allowed(1)],
    ['a rule denies all to others', [[permit()], [deny(notMe)]], undefined, allowed(1)],
    ['an exception denies all', [[permit(), deny({ actors: [{ role: 'physician' }] })]], undefined, denied(1)],
    ['an exception denied all once', [[permit(), deny(over)]], undefined, allowed(1)],
    ['a rule denies all but what is asked for', [[deny(), permit({ types: ['Goal'] })]], ['Goal'], allowed(1)],
    ['a rule denies all but other types', [[permit()], [deny(), permit({ types: ['Flag'] })]], ['Goal'], denied(2)],
    ['a rule denies all, its exception is over', [[permit()], [deny(), permit(over)]], undefined, denied(2)],
  ] as const)('when %s', (_, rules, asked, decision) => {
    expect(decideSession(compiled(...rules), aRequest(), asked)).toEqual(decision);
  });
});

describe('an answer is limited', () => {
  const notMe = { actors: [{ organisation: 'clinic' }] };
  it.each([
    ['not when a rule permits everything', [[permit()]], false],
    ['when a rule names data', [[permit({ types: ['Observation'] })]], true],
    ['when the rule has an exception, even for others', [[permit(), deny(notMe)]], true],
    ['not when another rule has none', [[permit(), deny(notMe)], [permit()]], false],
    ['when another consent denies some', [[permit()], [deny({ types: ['Goal'] })]], true],
    ['when another consent’s exception denies some', [[permit()], [permit(), deny({ types: ['Goal'] })]], true],
    ['not when it denies others', [[permit()], [deny(notMe)]], false],
    ['not when it denied once', [[permit()], [deny({ period: until('2026-11-21') })]], false],
    ['when only an exception permits', [[deny({ purposes: ['BTG'] }), permit({ purposes: ['TREAT'] })]], true],
  ] as const)('%s', (_, rules, expected) => {
    expect(isLimited(compiled(...rules), aRequest())).toBe(expected);
  });
});

describe('for any consents', () => {
  const given = fc.tuple(fc.array(anyConsent, { minLength: 1, maxLength: 4 }), anyRequest, anyItem);
  const compileAll = (resources: unknown[]) =>
    resources.map((resource, at) => compileAnas(resource, { consent: consentId(at + 1) }));

  it('what is shown needs a session, and what is not limited is shown', () => {
    fc.assert(
      fc.property(given, ([resources, request, item]) => {
        const reader = readerOf(compileAll(resources), request);
        const { effect, by } = reader.decide(item);
        if (effect === 'permit') expect(reader.openSession([item.type]).isAllowed).toBe(true);
        if (effect === 'permit') expect(by).not.toHaveLength(0);
        if (!reader.isLimited) expect(effect).toBe('permit');
      }),
      { numRuns: 400 },
    );
  });

  it('a consent that denies never opens anything, whatever the others say', () => {
    fc.assert(
      fc.property(given, ([resources, request, item]) => {
        const consents = compileAll(resources);
        const denying = compiled([deny()]);
        expect(decideItem([...consents, ...denying], request, item).effect).toBe('deny');
        const [first, ...others] = consents;
        const without = decideItem(others, request, item).effect;
        const isPermitOnly = first?.rule.type === 'permit' && first.exception?.type !== 'deny';
        // Another permit never hides what was shown.
        if (without === 'permit' && isPermitOnly) expect(decideItem(consents, request, item).effect).toBe('permit');
      }),
    );
  });
});
