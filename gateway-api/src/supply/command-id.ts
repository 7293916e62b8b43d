/** Ids that commands give what they make. */

/** A command's reference is a random UUID that stays the same when the command is sent again: so does the id, 128 bits in hex. */
export function idOfCommand(reference: string): string {
  return reference.replaceAll('-', '');
}
