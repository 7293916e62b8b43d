/** A JSON value that is written piece by piece, since as a whole it would fill the memory. */
export class JsonPieces {
  constructor(
    /** Characters, nearly: how long the whole may take is told by it. */
    readonly size: number,
    readonly pieces: AsyncIterable<string>,
  ) {}
}
