/** Documents whose text means harm: each is refused with its place and rule. */
import { inEvent, JSON_LD, MEGABYTE, objectEvent, read, XML, xml12, xml20 } from './fixtures/documents';

jest.setTimeout(60_000);

const ROOT =
  '<e:EPCISDocument xmlns:e="urn:epcglobal:epcis:xsd:2" schemaVersion="2.0" creationDate="2026-11-21T08:00:00Z">';

const LAUGHS = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">${Array.from(
  { length: 9 },
  (_, level) => `<!ENTITY lol${level + 1} "${`&lol${level === 0 ? '' : level};`.repeat(10)}">`,
).join('')}]><lolz>&lol9;</lolz>`;

describe('XML', () => {
  it.each([
    ['a billion laughs', LAUGHS, 'must not have a document type declaration'],
    [
      'an outside entity',
      `<!DOCTYPE a SYSTEM "file:///etc/passwd">${ROOT}</e:EPCISDocument>`,
      'must not have a document type declaration',
    ],
    ['a document type alone', '<!DOCTYPE html><html/>', 'must not have a document type declaration'],
    ['an entity that nobody declared', inEvent('<own:x>&secret;</own:x>'), 'is not well-formed XML: undefined entity'],
    ['elements without end inside one another', ROOT + '<a>'.repeat(100_000), 'must have at most 32 levels'],
    ['a tower in an event', inEvent(`${'<own:a>'.repeat(40)}${'</own:a>'.repeat(40)}`), 'must have at most 32 levels'],
    [
      'an attribute of a megabyte',
      inEvent(`<own:a b="${'x'.repeat(MEGABYTE)}"/>`),
      'must have texts of at most 65536 characters',
    ],
    [
      'a text of a megabyte',
      inEvent(`<own:a>${'x'.repeat(MEGABYTE)}</own:a>`),
      'must have texts of at most 65536 characters',
    ],
    [
      'a text of a megabyte in pieces',
      inEvent(`<own:a>${'<![CDATA[xxxxxxxxxxxxxxxxxxxx]]>'.repeat(50_000)}</own:a>`),
      'must have texts of at most 65536 characters',
    ],
    [
      'a thousand attributes',
      inEvent(`<own:a ${Array.from({ length: 1000 }, (_, at) => `a${at}="1"`).join(' ')}/>`),
      'must have at most 256 attributes',
    ],
    [
      'an unclosed element',
      xml20(objectEvent()).replace('</ObjectEvent>', ''),
      'is not well-formed XML: unexpected close tag',
    ],
    ['an end that is missing', xml20(objectEvent()).slice(0, -30), 'is not well-formed XML: unclosed tag'],
    ['an attribute twice', inEvent('<own:a b="1" b="2"/>'), 'is not well-formed XML: duplicate attribute'],
    ['an unbound prefix', inEvent('<nobody:a/>'), 'is not well-formed XML: unbound namespace prefix'],
    ['NUL', inEvent('<own:a>\0</own:a>'), 'is not well-formed XML: disallowed character'],
    ['NUL by number', inEvent('<own:a>&#0;</own:a>'), 'is not well-formed XML: malformed character entity'],
    ['a second root', `${xml20()}<more/>`, 'is not well-formed XML: documents may contain only one root'],
    ['nothing', '', 'is not well-formed XML: document must contain a root element'],
    ['JSON', '{}', 'is not well-formed XML: text data outside of root node'],
    ['another encoding than it has', xml20().replace('UTF-8', 'ISO-8859-1'), 'must be UTF-8'],
    [
      'an element for a prototype',
      inEvent('<__proto__><action>ADD</action></__proto__>'),
      'must not have an element __proto__',
    ],
    [
      'a page of the web',
      '<html xmlns="http://www.w3.org/1999/xhtml"/>',
      'must be an EPCISDocument of EPCIS 1.2 or 2.0',
    ],
    ['a schema of its own', '<e:EPCISDocument xmlns:e="urn:mine"/>', 'must be an EPCISDocument of EPCIS 1.2 or 2.0'],
    [
      'the answer to a query',
      '<q:EPCISQueryDocument xmlns:q="urn:epcglobal:epcis-query:xsd:1"/>',
      'holds the answer to a query: a capture takes an EPCISDocument',
    ],
    [
      'master data',
      '<m:EPCISMasterDataDocument xmlns:m="urn:epcglobal:epcis-masterdata:xsd:1"/>',
      'holds master data and no events: a capture takes an EPCISDocument',
    ],
  ])('%s', async (_, text, rule) => {
    const reading = await read(text, XML);
    expect(reading.end.isSound).toBe(false);
    expect(reading.faults.at(-1)).toMatchObject({ scope: 'document', rule });
    expect(reading.faults.at(-1)?.place).toMatch(/^line \d+, column \d+$/);
  });

  it('numbers of characters and the five entities of XML are read', async () => {
    const { events } = await read(inEvent('<own:a>&lt;&#65;&#x42;&amp;</own:a>'), XML);
    expect(events[0]?.event.extensions).toEqual([{ namespace: 'https://own.example/', name: 'a', value: '<AB&' }]);
  });
});

describe('JSON', () => {
  const deep = `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`;
  it.each([
    ['objects without end inside one another', deep, '/a'.repeat(32), 'must have at most 32 levels'],
    ['lists without end inside one another', '['.repeat(100_000), '/0'.repeat(32), 'must have at most 32 levels'],
    [
      'a text of a megabyte',
      JSON.stringify({ x: 'x'.repeat(MEGABYTE) }),
      '/x',
      'must have texts of at most 65536 characters',
    ],
    ['a text that never ends', `{"x":"${'x'.repeat(MEGABYTE)}`, '/x', 'must have texts of at most 65536 characters'],
    ['a number that never ends', `{"x":${'1'.repeat(MEGABYTE)}`, '/x', 'is not well-formed JSON'],
    ['a number beyond all', '{"x":1e999}', '/x', 'has a number that is too large'],
    [
      'a thousand fields',
      JSON.stringify(Object.fromEntries(Array.from({ length: 1000 }, (_, at) => [`a${at}`, 1]))),
      '/a256',
      'must have at most 256 fields',
    ],
    ['a field twice', '{"type":"EPCISDocument","type":"ObjectEvent"}', '/type', 'must have each field once only'],
    ['a field twice, once in escapes', '{"type":1,"t\\u0079pe":2}', '/type', 'must have each field once only'],
    [
      'a prototype',
      '{"type":"EPCISDocument","__proto__":{"isSound":true}}',
      '/__proto__',
      'must not have a field __proto__',
    ],
    [
      'a prototype in an event',
      `{"epcisBody":{"eventList":[{"readPoint":{"__proto__":{"id":"urn:x:1"}}}]}}`,
      '/epcisBody/eventList/0/readPoint/__proto__',
      'must not have a field __proto__',
    ],
    ['NUL', '{"x":"\0"}', '/x', 'is not well-formed JSON: a text has a character that JSON does not allow'],
    [
      'a broken escape',
      '{"x":"\\q"}',
      '/x',
      'is not well-formed JSON: a text has a character that JSON does not allow',
    ],
    ['a word', '{"x":undefined}', '/x', 'is not well-formed JSON'],
    ['single quotes', "{'x':1}", '(document)', 'is not well-formed JSON'],
    ['a comma too many', '{"x":[1,]}', '/x/1', 'is not well-formed JSON'],
    ['a comma too few', '{"x":[1 2]}', '/x/1', 'is not well-formed JSON'],
    ['a value without a name', '{1}', '(document)', 'is not well-formed JSON'],
    ['a bracket that closes another', '{"x":[1}', '/x/1', 'is not well-formed JSON'],
    ['a bracket too many', '{}}', '(document)', 'is not well-formed JSON'],
    ['two values', '{} {}', '(document)', 'is not well-formed JSON'],
    ['a leading zero', '{"x":01}', '/x', 'is not well-formed JSON'],
    ['white space of another script', '{\u00a0}', '(document)', 'is not well-formed JSON'],
    ['an end that is missing', '{"x":1', '/x', 'ends too early'],
    ['nothing', '', '(document)', 'ends too early'],
    ['XML', xml12(), '(document)', 'is not well-formed JSON'],
    ['a list', '[]', '(document)', 'must be an object'],
    [
      'the answer to a query',
      '{"type":"EPCISQueryDocument"}',
      '/type',
      'is the answer to a query: a capture takes an EPCISDocument',
    ],
  ])('%s', async (_, text, place, rule) => {
    const reading = await read(text, JSON_LD);
    expect(reading.end.isSound).toBe(false);
    expect(reading.faults.at(-1)).toEqual({
      kind: 'fault',
      scope: 'document',
      place,
      rule,
    });
    expect(({} as Record<string, unknown>).isSound).toBeUndefined();
  });
});
