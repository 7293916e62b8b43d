/** Where health records stand in the consortium: the channel with their contract, and who is on it. */
import { type Channel, type Member, membersOf } from '@theriac/domain/consortium';
import { EHR_CONTRACT } from '@theriac/domain/ehr';
import { type Actor, authorise } from '@theriac/domain/ledger';
import { PERMISSIONS } from '@theriac/domain/permissions';
import type { Caller } from '../caller';
import type { OwnConsortium } from '../config';

/** The channel of health records. */
export const CARE_CHANNEL = 'care';

/** The channel as one of its members sees it. */
export class EhrChannel {
  readonly members: readonly Member[];

  constructor(
    { consortium }: Pick<OwnConsortium, 'consortium'>,
    private readonly channel: Channel,
    readonly self: Member,
  ) {
    this.members = membersOf(consortium, channel);
  }

  /** The channel on which the own organisation keeps health records; none where it is on no such channel. */
  static of(own: OwnConsortium): EhrChannel | undefined {
    const channel = own.channels.find(
      ({ name, contracts }) => name === CARE_CHANNEL && contracts.includes(EHR_CONTRACT),
    );
    return channel === undefined ? undefined : new EhrChannel(own, channel, own.self);
  }

  get name(): string {
    return this.channel.name;
  }

  /** Whom a consent can name. */
  get memberNames(): readonly string[] {
    return this.members.map(({ name }) => name);
  }

  /** Refuses early what the contract would refuse anyway. @throws LedgerError NOT_PERMITTED */
  guard(transaction: string): (caller: Caller) => void {
    return (caller) => {
      authorise(PERMISSIONS, EHR_CONTRACT, transaction, this.actorOf(caller));
    };
  }

  /** A caller as the contract sees them. */
  actorOf({ organisation, role, site, person }: Caller): Actor {
    // A patient of another member is judged as what that member is.
    const { kind, mspId } = this.members.find(({ name }) => name === organisation) ?? this.self;
    return { organisation, kind, mspId, role, site, name: person };
  }
}
