/** The GS1 check digit: modulo 10, weights 3 and 1 from the right (GS1 General Specifications, section 7.9.1). */

/** The check digit of the digits before it; the text must hold decimal digits only. */
export function checkDigit(digits: string): string {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const weight = (digits.length - index) % 2 === 1 ? 3 : 1;
    sum += (digits.charCodeAt(index) - 48) * weight;
  }
  return String((10 - (sum % 10)) % 10);
}

/** Whether the last digit of a key is the check digit of those before it. */
export function hasCheckDigit(key: string): boolean {
  return /^\d{2,}$/.test(key) && checkDigit(key.slice(0, -1)) === key.slice(-1);
}
