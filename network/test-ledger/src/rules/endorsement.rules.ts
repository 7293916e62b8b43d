/** Whose endorsement a transaction needs when its block is validated. */
import { rule } from './rule';

const KEY_LEVEL = 'core/common/validation/statebased/validator_keylevel.go';
const CAUTHDSL = 'common/cauthdsl/cauthdsl.go';

export const ENDORSEMENT_RULES = [
  rule(
    'endorsement-policy',
    'A transaction that the policy’s organisations did not endorse is invalid: code 10.',
    KEY_LEVEL,
  ),
  rule(
    'endorser-counts-once',
    'The same endorser’s signature twice counts once.',
    'common/policies/policy.go, SignatureSetToValidIdentities',
    ['a-signature-counts-once'],
  ),
  rule(
    'bad-signature-does-not-count',
    'An endorsement whose signature does not verify is passed over.',
    'common/policies/policy.go, SignatureSetToValidIdentities',
    ['endorsement-policy'],
  ),
  rule('a-signature-counts-once', 'Within a policy a signature satisfies one leaf, not several.', CAUTHDSL, [
    'endorsement-policy',
  ]),
  rule(
    'policy-consumes-signatures',
    'All alternatives of an OR are walked and each that fits uses up its signature: AND(OR(A, B), OR(all)) fails with exactly A and B.',
    CAUTHDSL,
    ['a-signature-counts-once', 'key-policy-replaces'],
  ),
  rule(
    'key-policy-replaces',
    'A key’s own policy replaces the channel’s for that key, also when it asks for less.',
    KEY_LEVEL,
    ['endorsement-policy'],
  ),
  rule(
    'unguarded-key-keeps-channel-policy',
    'A transaction that also writes a key without a policy needs the channel’s policy as well.',
    KEY_LEVEL,
    ['key-policy-replaces'],
  ),
  rule('policy-guards-itself', 'Changing a key’s policy needs the policy that stands.', KEY_LEVEL, [
    'key-policy-replaces',
  ]),
  rule(
    'reads-alone-need-channel-policy',
    'A transaction that writes nothing still needs the channel’s policy.',
    KEY_LEVEL,
    ['endorsement-policy'],
  ),
  rule(
    'code-10-in-a-race',
    'After a transaction that sets a key’s policy, later ones of the same block that write the key fail with 10, not 11.',
    'core/common/validation/statebased/vpmanagerimpl.go',
    ['endorsement-policy', 'policy-before-reads', 'mvcc-conflict'],
  ),
] as const;
