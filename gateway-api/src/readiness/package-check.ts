/** Whether the members run the same chaincode: each is asked through its gateway, now and then, for its package's id. */
import type { Channel } from '@theriac/domain/consortium';
import { z } from 'zod';
import type { Caller } from '../caller/caller';
import { ChannelLedger, type Ledger } from '../ledger';
import { answerer, type CallAnswerer, type CallKind, type MemberClient } from '../members';
import type { ReadinessCheck } from './readiness';

const packageSchema = z.object({ packageId: z.string().max(200) });
const questionSchema = z.strictObject({ channel: z.string().max(64) });

/** Asks a member which package its chaincode process runs on a channel. */
export const PACKAGE_CALL: CallKind<z.infer<typeof questionSchema>, z.infer<typeof packageSchema>> = {
  name: 'chaincode-package',
  question: questionSchema,
  reply: packageSchema,
};

/** The own answer. */
export function packageAnswerer(ledger: Ledger, machine: Caller): CallAnswerer {
  return answerer(PACKAGE_CALL, (_sender, { channel }) => ownPackage(ledger, machine, channel));
}

/** What `DescribePackage` says of the own organisation's process. */
function ownPackage(ledger: Ledger, machine: Caller, channel: string): Promise<z.infer<typeof packageSchema>> {
  return new ChannelLedger(ledger, channel).evaluate(machine, 'Anchors:DescribePackage', undefined, packageSchema);
}

/** What the check is made of. */
export interface PackageCheckParts {
  readonly channels: readonly Channel[];
  readonly ledger: Ledger;
  readonly machine: Caller;
  readonly client: Pick<MemberClient, 'call'>;
}

/** A member that is away says nothing about its package; asking all takes time, so the answer may be this old. */
const FRESH_FOR = 30_000;
/** Members that start together have better to do at first than to ask one another. */
const FIRST_AFTER = 10_000;

/**
 * Tells members that run another package than this organisation. It does not make the gateway unready: while a new
 * package is rolled out members differ for a while, and the ledger refuses what they do not agree on.
 */
export function packageCheck(parts: PackageCheckParts): ReadinessCheck {
  let last: { at: number; faults: readonly string[] } = { at: Date.now() - FRESH_FOR + FIRST_AFTER, faults: [] };
  let asking: Promise<void> | undefined;
  const ask = async (): Promise<void> => {
    const faults = await Promise.all(parts.channels.map((channel) => differing(channel, parts)));
    last = { at: Date.now(), faults: faults.flat() };
  };
  return {
    name: 'chaincode packages',
    noticeOnly: true,
    check: () => {
      if (Date.now() - last.at > FRESH_FOR)
        asking ??= ask()
          .catch(() => undefined)
          .finally(() => {
            asking = undefined;
          });
      return Promise.resolve(last.faults);
    },
  };
}

async function differing(channel: Channel, { ledger, machine, client }: PackageCheckParts): Promise<string[]> {
  const own = await ownPackage(ledger, machine, channel.name);
  const others = channel.members.filter((member) => member !== machine.organisation);
  const answers = await Promise.all(
    others.map(async (member) => {
      const answer = await client.call(member, PACKAGE_CALL, { channel: channel.name }).catch(() => undefined);
      return { member, packageId: answer?.packageId };
    }),
  );
  return answers.flatMap(({ member, packageId }) =>
    packageId === undefined || packageId === own.packageId ? [] : [`${member} runs another package on ${channel.name}`],
  );
}
