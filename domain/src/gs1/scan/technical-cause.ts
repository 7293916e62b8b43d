/** Scanners set wrongly: they cause most false alerts, so they are looked for before a pack is suspected. */

/** What is wrong with the scanner or the computer that it types into. */
export type TechnicalCause = 'caps-lock' | 'keyboard-layout' | 'missing-separator';

/** What the person at the scanner should do, then scan again. */
export const TECHNICAL_ADVICE: Readonly<Record<TechnicalCause, string>> = {
  'caps-lock': 'switch caps lock off, then scan the DataMatrix code again',
  'keyboard-layout':
    'set the scanner to the keyboard layout of this computer (Y and Z are swapped), then scan the DataMatrix code again',
  'missing-separator':
    'set the scanner to send the group separator (FNC1, ASCII 29), then scan the DataMatrix code again',
};
