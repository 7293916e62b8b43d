/** Recalls over HTTP, for the two persons of maker or regulator who decide them. */
import { recallCorrectionSchema, recallProposalSchema } from '@theriac/domain/supply';
import { route, type Route } from '../../http/route';
import { idOfCommand } from '../command-id';
import type { SupplyChannel } from '../supply-channel';
import { committedView } from '../views';
import { decidedRecallSchema, liftedRecallSchema } from './recall.views';
import type { RecallClient } from './recalls.client';
import { recallParams, shownBodySchema } from './recalls.router';

const tag = 'Recalls';

/** The routes that decide recalls. */
export function recallDecisionRoutes(client: RecallClient, channel: SupplyChannel): Route[] {
  return [
    route(
      {
        method: 'post',
        path: '/v1/recalls',
        ...{ tag, summary: 'Stop lots, or a product, at once, and propose that it be for ever' },
        guard: channel.guard('ProposeRecall'),
        body: recallProposalSchema,
        answers: { 201: { description: 'It is locked, and waits for a second person', schema: decidedRecallSchema } },
      },
      async ({ caller, body, reference }) => {
        const recall = idOfCommand(reference);
        const committed = await client.propose(caller, { recall, ...body }, reference);
        return { status: 201, headers: { Location: `/v1/recalls/${recall}` }, body: committedView(committed) };
      },
    ),
    route(
      {
        method: 'post',
        path: '/v1/recalls/{id}/confirm',
        ...{ tag, summary: 'A second person confirms what this digest was made of: it cannot be taken back' },
        guard: channel.guard('ConfirmRecall'),
        params: recallParams,
        body: shownBodySchema,
        answers: { 200: { description: 'It stands for ever', schema: decidedRecallSchema } },
      },
      async ({ caller, params: { id }, body: { digest }, reference }) => {
        const committed = await client.confirm(caller, { recall: id, digest }, reference);
        return { status: 200, body: committedView(committed) };
      },
    ),
    route(
      {
        method: 'post',
        path: '/v1/recalls/{id}/lift',
        ...{ tag, summary: 'Take a proposal back, and its lock with it' },
        guard: channel.guard('LiftRecall'),
        params: recallParams,
        answers: { 200: { description: 'Its lock has ended', schema: liftedRecallSchema } },
      },
      async ({ caller, params: { id }, reference }) => {
        const committed = await client.lift(caller, id, reference);
        return { status: 200, body: committedView(committed) };
      },
    ),
    route(
      {
        method: 'post',
        path: '/v1/recalls/{id}/correct',
        ...{ tag, summary: 'Propose another text of a confirmed recall; what it stops stays stopped' },
        guard: channel.guard('CorrectRecall'),
        params: recallParams,
        body: recallCorrectionSchema,
        answers: { 200: { description: 'It waits for a second person', schema: decidedRecallSchema } },
      },
      async ({ caller, params: { id }, body, reference }) => {
        const correction = idOfCommand(reference);
        const committed = await client.correct(caller, { recall: id, correction, ...body }, reference);
        return { status: 200, body: committedView(committed) };
      },
    ),
  ];
}
