/** EPCIS documents of any size, made from the example: one commissioning event, as many serials as wanted. */
import { randomUUID } from 'node:crypto';
import { example } from '../demo/set-scene';
import { serialOf } from './lots';

const EPC_LIST = /<epcList>[\s\S]*?<\/epcList>/;
/** An event that a gateway has seen before is not captured again. */
const EVENT_ID = /(<eventID>urn:uuid:)[^<]*/;
const LOT = /(<cbvmda:lotNumber>)[^<]*/;
const FIRST_EVENT_END = /<\/ObjectEvent>[\s\S]*<\/EventList>/;

/** A document that commissions so many packs of a lot. */
export function epcisDocument(lot: string, packs: number): string {
  const { before, after } = frameOf(lot);
  const lines: string[] = [];
  for (let number = 0; number < packs; number += 1) lines.push(epc(lot, number));
  return before + lines.join('') + after;
}

/** A document of nearly so many bytes. */
export function epcisDocumentOf(lot: string, bytes: number): { readonly content: string; readonly packs: number } {
  const { before, after } = frameOf(lot);
  const packs = Math.floor((bytes - Buffer.byteLength(before + after)) / epc(lot, 0).length);
  return { content: epcisDocument(lot, packs), packs };
}

function epc(lot: string, number: number): string {
  return `<epc>urn:epc:id:sgtin:9521104.001234.${serialOf(lot, number)}</epc>\n`;
}

/** What stands around the serials: the example's header and first event. */
function frameOf(lot: string): { before: string; after: string } {
  const whole = example('commissioning.epcis-1.2.xml')
    .replace(FIRST_EVENT_END, '</ObjectEvent></EventList>')
    .replace(EVENT_ID, `$1${randomUUID()}`)
    .replace(LOT, `$1${lot}`);
  const list = EPC_LIST.exec(whole);
  if (list === null) throw new Error('the example document has no list of EPCs');
  return {
    before: `${whole.slice(0, list.index)}<epcList>\n`,
    after: `</epcList>${whole.slice(list.index + list[0].length)}`,
  };
}
