/** Values as XML can hold them. */

/** What XML 1.0 cannot hold even as a reference; JSON can. */
const NO_CHARACTER = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const REPLACEMENT = '\ufffd';

const SIGNS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // A parser would turn these into spaces or line feeds.
  '\r': '&#13;',
  '\n': '&#10;',
  '\t': '&#9;',
};

/** A text inside an element or an attribute. */
export function escapeXml(text: string): string {
  return text.replace(NO_CHARACTER, REPLACEMENT).replace(/[&<>"\r\n\t]/g, (sign) => SIGNS[sign] ?? sign);
}

/** A name of somebody's own as an XML name: JSON lets names have any character. */
export function xmlName(name: string): string {
  if (/^[A-Za-z_][\w.-]*$/.test(name)) return name;
  const escaped = name.replace(/[^\p{L}\p{N}_.-]/gu, (sign) => `_x${(sign.codePointAt(0) ?? 0).toString(16)}_`);
  return /^[\p{L}_]/u.test(escaped) ? escaped : `_${escaped}`;
}

/** A number without an exponent: xsd:decimal knows none. */
export function decimalOf(value: number): string {
  const text = String(value);
  const [, sign = '', whole = '', fraction = '', power] = /^(-?)(\d+)(?:\.(\d+))?e([+-]\d+)$/.exec(text) ?? [];
  if (power === undefined) return text;
  const shift = Number(power);
  const digits = whole + fraction;
  if (shift < 0) return `${sign}0.${'0'.repeat(-shift - whole.length)}${digits}`;
  return sign + digits.padEnd(whole.length + shift, '0');
}
