/** Who must endorse the next change of a key, said in members, not in Fabric's policy bytes. */

/**
 * A key-level endorsement rule. It replaces the channel's policy for its key.
 *
 * `holder-and-one-other`: the member named by its MSP, and any one other member of the channel.
 */
export interface HolderAndOneOther {
  readonly rule: 'holder-and-one-other';
  readonly holder: string;
}

/** Either of two members named by their MSPs, and any one other member: while something is on its way between them. */
export interface EitherAndOneOther {
  readonly rule: 'either-and-one-other';
  readonly holders: readonly [string, string];
}

/** The channel's policy again, for a key that had another. */
export interface AsOnChannel {
  readonly rule: 'as-on-channel';
}

/** Every key-level rule there is. */
export type Guard = HolderAndOneOther | EitherAndOneOther | AsOnChannel;
