/** Who acts in a transaction, as its submitting certificate says. */
import type { Gln } from '../gs1/gln';
import type { MemberKind } from '../consortium/consortium.schema';
import type { Role } from './role';

/** The submitter: organisation by the certificate's MSP, the rest by its attributes. Never taken from an argument. */
export interface Actor {
  /** The member's name in the consortium, such as `pharmacy`. */
  readonly organisation: string;
  readonly kind: MemberKind;
  readonly mspId: string;
  readonly role: Role;
  /** The site that the certificate is bound to; machines have none. */
  readonly site: Gln | undefined;
  /** The certificate's random common name: what two-person rules compare. No person's name. */
  readonly name: string;
}
