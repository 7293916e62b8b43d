import { Membership } from '../identity/membership';
import { CertificateAuthority } from '../identity/certificate-authority';
import { identityOf } from '../identity/identity';
import { RuleBook } from '../rules';
import { endorsementPlans } from './endorsement-plan';
import { isSatisfied } from './evaluate-policy';
import { allOf, anyOf, memberOf, outOf, parsePolicy, peerOf, type Policy, policyBytes } from './policy';

const ALL = ['A', 'B', 'C', 'D', 'E'];
const RULES = new RuleBook();
const signers = (names: string): { mspId: string; id: string; units: string[]; publicKey: never }[] =>
  Array.from(names, (mspId, at) => ({ mspId, id: `${mspId}${at}`, units: ['peer'], publicKey: undefined as never }));

describe('a policy', () => {
  const policies: [string, Policy][] = [
    ['a leaf', peerOf('A')],
    ['a majority', outOf(3, ...ALL)],
    ['nested', anyOf(allOf('A', anyOf('B', 'C')), outOf(2, memberOf('D'), 'E'))],
  ];
  it.each(policies)('comes back from its bytes: %s', (_name, policy) => {
    expect(parsePolicy(policyBytes(policy))).toEqual(policy);
  });

  it('refuses bytes that are none', () => {
    expect(() => parsePolicy(new Uint8Array())).toThrow('not a SignaturePolicyEnvelope');
    expect(() => parsePolicy(Buffer.from('holder'))).toThrow();
  });
});

describe('signatures against a policy', () => {
  it.each([
    [outOf(3, ...ALL), 'ABC', true],
    [outOf(3, ...ALL), 'AB', false],
    [outOf(3, ...ALL), 'AAB', false],
    [allOf('A', 'A'), 'A', false],
    [allOf('A', 'A'), 'AA', true],
    // The trap: both alternatives of the first OR take a signature.
    [allOf(anyOf('A', 'B'), anyOf(...ALL)), 'AB', false],
    [allOf(anyOf('A', 'B'), anyOf(...ALL)), 'AC', true],
    [allOf(anyOf('A', 'B'), anyOf(...ALL)), 'ABC', true],
    // What a failed branch took, it gives back.
    [anyOf(allOf('A', 'B'), 'A'), 'A', true],
    // The two ways out of the trap.
    [allOf('A', anyOf('B', 'C', 'D', 'E')), 'AB', true],
    [anyOf(allOf('A', anyOf('B', 'C')), allOf('B', anyOf('A', 'C'))), 'AB', true],
    [outOf(0), '', true],
  ])('%j by %s: %s', (policy, names, expected) => {
    expect(isSatisfied(policy, signers(names), RULES)).toBe(expected);
  });

  it('asks for the unit that the policy names', async () => {
    const authority = await CertificateAuthority.create('a');
    const membership = new Membership(new Map([['A', authority.certificate]]));
    const client = identityOf('A', await authority.issue({ commonName: 'somebody', unit: 'client' }));
    const recognised = [membership.recognise(client.serialized)!];
    expect(isSatisfied(memberOf('A'), recognised, RULES)).toBe(true);
    expect(isSatisfied(peerOf('A'), recognised, RULES)).toBe(false);
  });
});

describe('the gateway’s plans', () => {
  it('begin with the own organisation, and hold no more than is needed', () => {
    const plans = endorsementPlans([outOf(3, ...ALL)], ALL, 'D');
    expect(plans).toHaveLength(10);
    expect(plans.slice(0, 6).every((plan) => plan.includes('D') && plan.length === 3)).toBe(true);
  });

  it('meet every policy at once', () => {
    const holderAndOther = allOf('E', anyOf('A', 'B', 'C', 'D'));
    expect(endorsementPlans([holderAndOther], ALL, 'A')[0]).toEqual(['A', 'E']);
    expect(endorsementPlans([holderAndOther, outOf(3, ...ALL)], ALL, 'A')[0]).toEqual(['A', 'B', 'E']);
  });

  it('follow alternatives without the evaluator’s greed, as discovery does: such a plan fails at commit', () => {
    const trap = allOf(anyOf('A', 'B'), anyOf(...ALL));
    expect(endorsementPlans([trap], ALL, 'A')[0]).toEqual(['A', 'B']);
  });

  it('are none when no combination can do', () => {
    expect(endorsementPlans([allOf('A', 'A')], ALL, 'A')).toEqual([]);
    expect(endorsementPlans([anyOf('X')], ALL, 'A')).toEqual([]);
  });
});
