/** Bytes that are no text, and megabytes of nothing: each is refused with its place and rule, in little time and memory. */
import { gzipSync } from 'node:zlib';
import {
  inEvent,
  JSON_LD,
  jsonDocument,
  MEGABYTE,
  objectEvent,
  objectEventJson,
  read,
  told,
  XML,
  xml12,
  xml20,
} from './fixtures/documents';
import { DEFAULT_LIMITS } from '.';

jest.setTimeout(60_000);

describe('bytes', () => {
  it.each([
    [
      'UTF-16 with its mark',
      Buffer.from(`\ufeff${xml12()}`, 'utf16le'),
      '(document): must be UTF-8, not UTF-16 or UTF-32',
    ],
    ['UTF-16 without', Buffer.from(xml12(), 'utf16le'), '(document): must be UTF-8, not UTF-16 or UTF-32'],
    [
      'a byte that UTF-8 does not have',
      Buffer.from([0x20, 0x20, 0x20, 0xff]),
      '(within the first 4 bytes): must be UTF-8',
    ],
    ['half a character', Buffer.from([0x20, 0xe2, 0x82]), '(within the first 3 bytes): must be UTF-8'],
    ['an overlong slash', Buffer.from([0x20, 0xc0, 0xaf]), '(within the first 3 bytes): must be UTF-8'],
    ['a compressed file', gzipSync(xml12()), '(within the first'],
  ])('%s', async (_, bytes, fault) => {
    for (const type of [XML, JSON_LD]) {
      const reading = await read(bytes, type);
      expect(reading.end.isSound).toBe(false);
      expect(told(reading).join()).toContain(fault);
    }
  });

  it('with UTF-8’s own mark are read', async () => {
    expect((await read(`\ufeff${xml12(objectEvent())}`, XML)).end).toMatchObject({ isSound: true, events: 1 });
    expect((await read(`\ufeff${jsonDocument([objectEventJson()])}`, JSON_LD)).end).toMatchObject({
      isSound: true,
      events: 1,
    });
  });

  it('more than allowed', async () => {
    const reading = await read(xml12(objectEvent()), XML, { ...DEFAULT_LIMITS, bytes: 500 });
    expect(told(reading)).toEqual(['document (document): must have at most 500 bytes']);
  });
});

describe('megabytes', () => {
  const fill = (unit: string, megabytes: number): string =>
    unit.repeat(Math.floor((megabytes * MEGABYTE) / unit.length));
  const wrongEpcs = jsonDocument([objectEventJson({ epcList: Array.from({ length: 90_000 }, () => 1) })]);

  it.each([
    [
      'of the smallest elements',
      inEvent(`<own:x>${fill('<a/>', 1)}</own:x>`),
      XML,
      'must have at most 100000 elements',
    ],
    [
      'of a document type',
      `<!DOCTYPE a [${fill('<!ENTITY b "c">', 19)}]><a/>`,
      XML,
      'must begin its root element within 65536 characters',
    ],
    [
      'of a comment before the root',
      `<!--${fill('x ', 19)}-->${xml20()}`,
      XML,
      'must begin its root element within 65536 characters',
    ],
    ['of one attribute', inEvent(`<own:a b="${fill('x', 1)}"/>`), XML, 'must have texts of at most 65536 characters'],
    ['of white space', xml20(fill(' \n', 1)), XML, 'must have texts of at most 65536 characters'],
    ['of wrong events', xml20(fill('<ObjectEvent/>', 19)), XML, 'has 100 faults up to here: reading ends'],
    ['of the smallest values', `{"x":[${fill('1,', 1)}1]}`, JSON_LD, 'must have at most 100000 values'],
    [
      'of wrong events in JSON',
      jsonDocument([]).replace('[]}', `[${fill('{},', 19)}{}]}`),
      JSON_LD,
      'has 100 faults up to here: reading ends',
    ],
    ['of wrong EPCs', wrongEpcs, JSON_LD, 'must be a URI'],
  ])('%s', async (_, text, type, rule) => {
    const started = process.cpuUsage();
    const { faults } = await read(text, type, { ...DEFAULT_LIMITS, nodes: 100_000 });
    // Of the processor, since the machine may be busy; what this guards against is minutes.
    expect(process.cpuUsage(started).user).toBeLessThan(15e6);
    expect(faults.at(-1)?.rule).toBe(rule);
  });
});
