/** How high the members' peers are on a channel, as the own peer has it from them. */

/** The heights of one channel: how many blocks each has. */
export interface ChannelHeights {
  readonly own: number;
  /** The other members' whose peers can be seen: one height an organisation. */
  readonly others: readonly number[];
}

/** Where heights are learned from. */
export interface HeightsSource {
  /** By channel; a channel of which nothing can be said now is missing. Rejects when the own peer gives no answer. */
  heights(channels: readonly string[]): Promise<ReadonlyMap<string, ChannelHeights>>;
}
