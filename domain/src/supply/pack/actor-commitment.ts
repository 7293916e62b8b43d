/**
 * Who changed a pack's state where: the ledger holds a salted commitment of it, so that the same site can undo it and
 * nobody else learns which site it was.
 */
import { concatBytes, type Actor, type Digest, hexSchema, invalidInput, toHex } from '../../ledger';

/** Bytes of the salt. It lies in the own data of who acts, beside site and person. */
export const ACTOR_SALT_BYTES = 16;

/** Keeps the commitment apart from every other use of SHA-256 over a salt. */
const COMMITMENT_TAG = 'theriac pack actor 1';

const text = new TextEncoder();

/** What opens a commitment: its salt, and who acted when that was somebody else of the same site. */
export interface ActorOpening {
  readonly salt: Uint8Array;
  /** The random name in the first actor's certificate. */
  readonly person: string | undefined;
}

const saltSchema = hexSchema(ACTOR_SALT_BYTES);
/** As the authorities of the members issue them; see `Actor.name`. */
const PERSON = /^[\x21-\x7e]{1,64}$/;

/**
 * The opening that came as transient data: `salt` as 16 bytes, `person` as text where it is not the caller.
 *
 * @throws LedgerError INVALID_INPUT naming what is missing or not of that form
 */
export function readOpening(transient: ReadonlyMap<string, Uint8Array>): ActorOpening {
  const salt = transient.get('salt');
  if (salt === undefined || !saltSchema.safeParse(toHex(salt)).success)
    throw invalidInput([{ field: 'transient[salt]', rule: `must have ${ACTOR_SALT_BYTES} bytes` }]);
  const name = transient.get('person');
  if (name === undefined) return { salt, person: undefined };
  const person = String.fromCharCode(...name.subarray(0, 65));
  if (!PERSON.test(person)) throw invalidInput([{ field: 'transient[person]', rule: 'must be a certificate’s name' }]);
  return { salt, person };
}

/** Who acts where: what a commitment hides. */
export interface ActingPerson extends Pick<Actor, 'organisation' | 'name'> {
  readonly site: string | undefined;
}

/** SHA-256 of tag, salt, organisation, site and person, in hex. */
export function commitActor(digest: Digest, { salt, person }: ActorOpening, by: ActingPerson): string {
  const who = JSON.stringify([by.organisation, by.site ?? '', person ?? by.name]);
  return toHex(digest.sha256(concatBytes(text.encode(`${COMMITMENT_TAG}\u0000`), salt, text.encode(who))));
}
