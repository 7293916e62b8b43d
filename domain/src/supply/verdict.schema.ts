/** What a verification answers: one vocabulary for the ledger, which sees digests, and a gateway, which sees the scan. */
import { z } from 'zod';
import { calendarDateSchema, glnSchema, gtinSchema, lotNumberSchema, ssccSchema } from '../gs1';
import { hexSchema, instantSchema } from '../ledger';
import { memberNameSchema } from './company-prefix.schema';
import { registrationSchema } from './lot.schema';
import { custodySchema } from './container';
import { packRefSchema } from './pack';
import { recallIdSchema } from './recall';

/** Whether a pack may be supplied as far as its identity goes; `cannot-judge`: this network knows nothing of it. */
export type Advice = 'may-supply' | 'do-not-supply' | 'cannot-judge';

/** One row of the vocabulary of verdicts. */
export interface VerdictRow {
  readonly advice: Advice;
  /** The verdict as one sentence to a pharmacist. */
  readonly sentence: string;
  /** Whether it is a reason to suspect a falsified pack, which files an alert. */
  readonly isSuspicious: boolean;
}

const supply = (sentence: string): VerdictRow => ({ advice: 'may-supply', sentence, isSuspicious: false });
const refuse = (sentence: string): VerdictRow => ({ advice: 'do-not-supply', sentence, isSuspicious: false });
const suspect = (sentence: string): VerdictRow => ({ advice: 'do-not-supply', sentence, isSuspicious: true });
const unknown = (sentence: string): VerdictRow => ({ advice: 'cannot-judge', sentence, isSuspicious: false });

/** Every verdict there is. */
export const VERDICTS = {
  authentic: supply('This pack was registered by its maker.'),
  'unknown-serial': suspect('Do not supply: the maker registered no pack of this lot with this serial number.'),
  'wrong-lot': suspect('Do not supply: the maker registered this serial number under another lot.'),
  'lot-not-known': suspect('Do not supply: the maker registered no lot of this number for this product.'),
  'wrong-expiry': suspect('Do not supply: the expiry date on the pack is not the one that its maker registered.'),
  'still-being-registered': refuse('Do not supply yet: the maker is still registering packs of this lot.'),
  'lot-locked': refuse('Do not supply yet: it is being decided whether this lot is recalled.'),
  recalled: refuse('Do not supply: this lot was recalled.'),
  withdrawn: refuse('Do not supply: this product was withdrawn from its market.'),
  expired: refuse('Do not supply: the pack has expired.'),
  'product-not-in-network': unknown('This product is not registered in this network, so the pack cannot be judged.'),
  'not-serialised': unknown('The code names no single pack, or the product is out of scope: it cannot be judged.'),
  'already-supplied-here': refuse('Do not supply: this pack was supplied here already.'),
  'already-supplied-elsewhere': suspect('Do not supply: this pack was supplied elsewhere already.'),
  'opened-here': supply('This pack was opened here: what is left in it may be supplied.'),
  exported: suspect('Do not supply: this pack was exported.'),
  'checked-out': refuse('Do not supply: this pack was checked out of the saleable stock.'),
  sample: refuse('Do not supply: this pack is a sample.'),
  'free-sample': refuse('Do not supply: this pack is a free sample.'),
  locked: refuse('Do not supply: this pack is locked until somebody decides about it.'),
  stolen: suspect('Do not supply: this pack was reported stolen.'),
  destroyed: suspect('Do not supply: this pack was reported destroyed.'),
  'on-its-way-to-you': refuse('Do not supply yet: receive the shipment that the pack came with.'),
  'not-in-your-custody': refuse('Do not supply: the ledger has this pack with another organisation.'),
  'likely-technical': refuse('Do not supply yet: the scanner probably misread the code. Scan again.'),
} as const satisfies Record<string, VerdictRow>;

/** A verdict's code. */
export type VerdictCode = keyof typeof VERDICTS;

/** The verdicts that the ledger itself can give; the others need the scan or the maker's serial index. */
export const ledgerVerdictCodeSchema = z.enum([
  'authentic',
  'unknown-serial',
  'lot-not-known',
  'wrong-expiry',
  'still-being-registered',
  'lot-locked',
  'recalled',
  'withdrawn',
  'expired',
  'product-not-in-network',
  'already-supplied-elsewhere',
  'exported',
  'checked-out',
  'sample',
  'free-sample',
  'locked',
  'stolen',
  'destroyed',
] as const satisfies readonly VerdictCode[]);

/** The question: is this a pack of this lot? */
export const verifyPackSchema = packRefSchema.extend({
  /** The expiry on the pack, when the scan had one. */
  expiry: calendarDateSchema.exactOptional(),
});

/** The question: is this a pack of this lot? */
export type VerifyPack = z.infer<typeof verifyPackSchema>;

/** So many packs in one question: what looks slowest, a made-up serial in the fullest lot, is 17 reads each. */
export const MOST_PACKS_A_QUESTION = 16;

/** The question about several packs, which need not have anything in common. */
export const verifyPacksSchema = z.strictObject({
  packs: z.array(verifyPackSchema).min(1).max(MOST_PACKS_A_QUESTION),
});

/** The ledger's answer about a pack. */
export const ledgerVerdictSchema = z.strictObject({
  verdict: ledgerVerdictCodeSchema,
  gtin: gtinSchema,
  lot: lotNumberSchema,
  /** The lot's expiry and maker, when the lot is known. */
  expiry: calendarDateSchema.exactOptional(),
  maker: memberNameSchema.exactOptional(),
  /** The part that holds the pack, when one does. */
  part: registrationSchema.exactOptional(),
  /** The container that it is directly in, opened or not; none when it is loose. */
  container: ssccSchema.exactOptional(),
  /** What its place is to the asking organisation. */
  custody: custodySchema.exactOptional(),
  /** Where the asking organisation has it, as far as the ledger knows. */
  site: glnSchema.exactOptional(),
  /** The day (UTC) since when it is no longer active. */
  since: calendarDateSchema.exactOptional(),
  /** Binds who made it so, so that their own gateway knows it again; see `commitActor`. */
  by: hexSchema(32).exactOptional(),
  /** Units left in an opened pack. */
  left: z.int().min(0).exactOptional(),
  /** The recall or withdrawal that stops the pack, when one does. */
  recall: recallIdSchema.exactOptional(),
  /** The moment of the judgement, by the asking client's clock. */
  at: instantSchema,
});

/** The ledger's answer about a pack. */
export type LedgerVerdict = z.infer<typeof ledgerVerdictSchema>;

/** The answers about several packs, in the order of the question. */
export const ledgerVerdictsSchema = z.array(ledgerVerdictSchema);
