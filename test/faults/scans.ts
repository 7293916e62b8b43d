/** Scans of packs, genuine and made up, and what may never be answered to them. */
import { z } from 'zod';
import type { AcknowledgedLot } from './book';
import { type Asking, type PatientUser, Violation } from './patient-user';

/**
 * People who scan at members that judge by their own peer, and at one that asks another's; what each is told of a genuine
 * pack, which stays with its maker.
 */
export const SCANNERS = [
  { at: 'pharmacy', as: 'pharmacist', genuine: 'not-in-your-custody' },
  { at: 'hospital', as: 'hospital-pharmacist', genuine: 'not-in-your-custody' },
  { at: 'clinic', as: 'clinic-physician', genuine: 'authentic' },
] as const;

/** Such a serial stands in no lot. */
const MADE_UP = 'NEVERMADE';

const answerSchema = z.object({ verdict: z.string(), alert: z.string().optional() });

/** The answer to a scan. */
export type Verdict = z.infer<typeof answerSchema>;

/** Scans a pack that its maker registered. @throws Violation when somebody accuses it of being made up */
export async function scanGenuine(
  user: PatientUser,
  scanner: (typeof SCANNERS)[number],
  { gtin, lot, serials }: AcknowledgedLot,
  nth: number,
): Promise<Verdict> {
  const serial = serials[nth % serials.length] ?? '';
  const answer = await scan(user, scanner, scanText({ gtin, lot }, serial));
  // A member whose peer has not the lot yet may say so; none may say that it has the lot and not the pack.
  if (answer.verdict === 'unknown-serial')
    throw new Violation(`${scanner.at} calls the genuine pack ${serial} of ${lot} unknown`);
  return answer;
}

/** Scans a pack that nobody registered. @throws Violation when somebody calls it authentic */
export async function scanMadeUp(
  user: PatientUser,
  scanner: (typeof SCANNERS)[number],
  { gtin, lot }: AcknowledgedLot,
): Promise<Verdict> {
  const answer = await scan(user, scanner, scanText({ gtin, lot }, MADE_UP));
  if (answer.verdict === scanner.genuine) throw new Violation(`${scanner.at} calls a made-up pack of ${lot} genuine`);
  return answer;
}

/** What is read from a pack. */
export function scanText({ gtin, lot }: Pick<AcknowledgedLot, 'gtin' | 'lot'>, serial: string): string {
  return `(01)${gtin}(10)${lot}(21)${serial}`;
}

/** A verdict on any text, by any person. */
export function scan(user: PatientUser, { at, as }: Pick<Asking, 'at' | 'as'>, text: string): Promise<Verdict> {
  return user.ask({ at, as, path: '/v1/packs/verify', body: { scan: text } }, answerSchema);
}
