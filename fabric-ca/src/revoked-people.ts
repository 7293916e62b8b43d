/**
 * Who was revoked, in a way that lasts. Fabric CA notes it in the row that every registration writes back as it was read
 * before (1.5.15: `updateUser`), and every enrolment counts up in (`state = state + 1`, of minus one for the revoked):
 * one in flight undoes the revocation, 30 times of 30 when tried. An identity of its own, which nobody can take away
 * again, is the mark that holds.
 */
import { randomBytes } from 'node:crypto';
import type { CaClient } from './ca-client';
import type { Credential } from './ca-token';

/** The affiliation of people: the enrolment service's registrar can touch them, and nobody and nothing else. */
export const PEOPLE_AFFILIATION = 'people';

const SECRET_BYTES = 24;

/**
 * Marks a person as revoked. It comes before the revocation of their certificates: what is issued from now on is not
 * handed out, and what was handed out before is found by that revocation.
 * @param registrar - one that may register clients of {@link PEOPLE_AFFILIATION}
 * @param person - their random name
 */
export async function markRevoked(client: CaClient, registrar: Credential, person: string): Promise<void> {
  await client.register(registrar, {
    id: markOf(person),
    type: 'client',
    attributes: {},
    affiliation: PEOPLE_AFFILIATION,
    // Nobody enrols as a mark.
    secret: randomBytes(SECRET_BYTES).toString('base64url'),
  });
}

/** Whether a person was marked as revoked. */
export function isMarkedRevoked(client: CaClient, registrar: Credential, person: string): Promise<boolean> {
  return client.isRegistered(registrar, markOf(person));
}

function markOf(person: string): string {
  return `revoked-${person}`;
}
