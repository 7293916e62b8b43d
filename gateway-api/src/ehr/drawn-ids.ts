/** Ids that the gateway draws for what a command makes: 128 bits, the same when the command is sent again. */
import { createHmac } from 'node:crypto';

/** Draws ids. */
export class DrawnIds {
  /** @param secret the gateway's: without it nobody makes an id of a command's reference, which other tables hold too */
  constructor(private readonly secret: Uint8Array) {}

  /**
   * @param what such as `patient`: one command may make several things
   * @returns 32 hexadecimal digits
   */
  of(what: string, reference: string): string {
    return createHmac('sha256', this.secret).update(`${what} ${reference}`).digest('hex').slice(0, 32);
  }
}
