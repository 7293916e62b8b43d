/** GS1's invariant character set for lots and serials: 82 printable ASCII characters (General Specifications, figure 7.11-1). */

const CHARSET_82 = /^[!"%-?A-Z_a-z]+$/;

/** Whether a text is not empty and every character of it is one of the 82. Letters keep their case: `a` is not `A`. */
export function isCharset82(text: string): boolean {
  return CHARSET_82.test(text);
}
