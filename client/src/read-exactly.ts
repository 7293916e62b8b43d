/** Reads Fabric's messages so that what is shown is all that is signed. */
import type { Message } from 'google-protobuf';
import { equal, textOf } from './encoding';
import { RefusedToSign } from './failures';
import type { Readable } from './shown';

/**
 * Reads a message, and refuses one that holds anything besides: fields that this program does not know, or a field
 * twice, which another program may read otherwise. Written again, it must be the same bytes.
 *
 * @throws RefusedToSign UNREADABLE
 */
export function readExactly<T extends Message>(
  type: { deserializeBinary(bytes: Uint8Array): T },
  bytes: Uint8Array,
  what: string,
): T {
  let message: T;
  try {
    message = type.deserializeBinary(bytes);
  } catch {
    throw new RefusedToSign('UNREADABLE', `${what} is no such message`);
  }
  if (!equal(message.serializeBinary(), bytes))
    throw new RefusedToSign('UNREADABLE', `${what} holds more than can be shown`);
  return message;
}

/** A value as far as it can be read: JSON, text, or bytes. */
export function readable(bytes: Uint8Array): Readable {
  const text = textOf(bytes);
  // Other control characters than white space are no text for people.
  if (text === undefined || /[\u0000-\u0008\u000e-\u001f]/.test(text)) return { kind: 'bytes', value: bytes };
  try {
    return { kind: 'json', value: JSON.parse(text) as unknown };
  } catch {
    return { kind: 'text', value: text };
  }
}
