/** The look-up directory: which maker answers for a GTIN. It follows from the company prefixes that the ledger assigns. */
import { type Gtin, gtinSchema, isGtin8 } from '@theriac/domain/gs1';
import { LedgerError } from '@theriac/domain/ledger';
import { memberNameSchema, prefixesOfGtin } from '@theriac/domain/supply';
import { and, inArray } from 'drizzle-orm';
import { z } from 'zod';
import type { Database } from '../../database';
import { answerer, type CallAnswerer, type CallKind, type MemberClient } from '../../members';
import { companyPrefixes } from '../company-prefixes.table';

/** Finds who answers for a GTIN. */
export interface GtinDirectory {
  /** The maker's name; undefined when the GTIN is not in the directory. @throws LedgerError MEMBER_UNAVAILABLE */
  responsibleFor(gtin: Gtin): Promise<string | undefined>;
}

const questionSchema = z.strictObject({ gtin: gtinSchema });
const replySchema = z.strictObject({ responsible: memberNameSchema.exactOptional() });

/** A member of the channel tells one that is not who answers for a GTIN. */
export const GTIN_DIRECTORY_CALL: CallKind<z.infer<typeof questionSchema>, z.infer<typeof replySchema>> = {
  name: 'gtin-directory',
  question: questionSchema,
  reply: replySchema,
};

/** The directory of a member of the channel: its projection of the assigned prefixes. */
export class ProjectedDirectory implements GtinDirectory {
  constructor(
    private readonly db: Database,
    /** The makers on the channel: others have prefixes for their containers. */
    private readonly makers: readonly string[],
  ) {}

  async responsibleFor(gtin: Gtin): Promise<string | undefined> {
    if (isGtin8(gtin)) return undefined;
    const { companyPrefix, organisation } = companyPrefixes;
    // At most one is assigned: no prefix opens another.
    const [row] = await this.db
      .select({ organisation })
      .from(companyPrefixes)
      .where(and(inArray(companyPrefix, [...prefixesOfGtin(gtin)]), inArray(organisation, [...this.makers])))
      .limit(1);
    return row?.organisation;
  }
}

/** The directory of who has no peer on the channel: the first of these members who answers knows it. */
export class AskedDirectory implements GtinDirectory {
  constructor(
    private readonly client: MemberClient,
    private readonly members: readonly string[],
  ) {}

  async responsibleFor(gtin: Gtin): Promise<string | undefined> {
    for (const member of this.members) {
      const reply = await this.client.call(member, GTIN_DIRECTORY_CALL, { gtin }).catch((error: unknown) => {
        if (error instanceof LedgerError && error.code === 'MEMBER_UNAVAILABLE') return undefined;
        throw error;
      });
      if (reply !== undefined) return reply.responsible;
    }
    throw new LedgerError('MEMBER_UNAVAILABLE', `${this.members.join(' and ')} cannot be asked who answers for a GTIN`);
  }
}

/** Answers from the own directory. */
export function gtinDirectoryAnswerer(directory: GtinDirectory): CallAnswerer {
  return answerer(GTIN_DIRECTORY_CALL, async (_sender, { gtin }) => {
    const responsible = await directory.responsibleFor(gtin);
    return responsible === undefined ? {} : { responsible };
  });
}
