/** Where the fields of one event stand in its document, and what could not be read there. */
import type { EventFault } from '@theriac/domain/epcis';
import type { XmlElement } from './xml-element';

/** A path of names and indexes, from the event down. */
export type Path = EventFault['path'];

type Members = ReadonlyMap<string, XmlElement> | readonly XmlElement[];

/** How many faults of one event are noted; one is enough to refuse it. */
const MOST_FAULTS = 10;

/** Remembers, for each element that holds fields, which element each of them is. */
export class XmlPlaces {
  readonly faults: EventFault[] = [];
  readonly #members = new WeakMap<XmlElement, Members>();
  readonly #path: (string | number)[] = [];

  constructor(private readonly event: XmlElement) {}

  /** The fields, or the list's elements, that an element holds. */
  note(owner: XmlElement, members: Members): void {
    this.#members.set(owner, members);
  }

  /** Reads a field; faults meanwhile are that field's. */
  within<T>(key: string | number, read: () => T): T {
    this.#path.push(key);
    const value = read();
    this.#path.pop();
    return value;
  }

  /** What is being read breaks a rule. */
  fault(rule: string): void {
    if (this.faults.length < MOST_FAULTS) this.faults.push({ path: [...this.#path], rule });
  }

  /** The element behind a path, or the nearest one around it. */
  elementAt(path: Path): XmlElement {
    let found = this.event;
    for (const key of path) {
      const members = this.#members.get(found);
      const next = isList(members) ? members[Number(key)] : members?.get(String(key));
      if (next === undefined) break;
      found = next;
    }
    return found;
  }
}

function isList(members: Members | undefined): members is readonly XmlElement[] {
  return Array.isArray(members);
}
