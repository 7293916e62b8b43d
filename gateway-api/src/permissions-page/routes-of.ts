/** The routes of a member's gateway, made to be looked at: nothing of what they would work with is there. */
import type { Consortium } from '@theriac/domain/consortium';
import { businesses } from '../composition/business';
import type { Foundation } from '../composition/foundation';
import { machineCallerOf } from './who-may';
import type { Route } from '../http/route';
import { jobRoutes } from '../jobs';
import { outboxRoutes } from '../outbox';
import { meRoutes } from '../sign-in';
import { signingRoutes } from '../signings';

/** Limits are asked for when routes are made, and never reached. */
const LIMITS = { memberDeadline: 1, vrsRequests: 1, vrsGuesses: 1, memberGuesses: 1, outboxOverdue: 1 };

/** What a route that is never called would work with. */
const NOT_THERE = undefined as never;

/** Every route of a member's gateway. They may be read, and never called. */
export function routesOf(consortium: Consortium, organisation: string): readonly Route[] {
  const self = consortium.members.find(({ name }) => name === organisation);
  if (self === undefined) throw new Error(`${organisation} is no member`);
  const channels = consortium.channels.filter(({ members }) => members.includes(organisation));
  const foundation = {
    ...{ own: { consortium, self, channels }, config: LIMITS, captureSecret: new Uint8Array(32) },
    recordSecret: new Uint8Array(32),
    ...{ machine: machineCallerOf(organisation), custody: {} },
  } as unknown as Foundation;
  return [
    ...businesses(foundation).flatMap((business) => business.routes(NOT_THERE)),
    ...meRoutes(NOT_THERE),
    ...jobRoutes(NOT_THERE),
    ...signingRoutes(NOT_THERE),
    ...outboxRoutes(NOT_THERE, 1),
  ];
}
