/** A pack's label over HTTP: its DataMatrix as a picture. */
import { fitsPackCode, labelledPackSchema } from '@theriac/domain/gs1';
import { z } from 'zod';
import type { Caller } from '../../caller';
import { route, type Route } from '../../http/route';
import { drawLabel, LABEL_FORMATS, type LabelFormat } from './draw-label';

const MEDIA_TYPES: Readonly<Record<LabelFormat, string>> = { svg: 'image/svg+xml', png: 'image/png' };
const SCALES = 'must be a whole number from 1 to 12';

const query = labelledPackSchema.extend({
  expiry: labelledPackSchema.shape.expiry.refine((date) => fitsPackCode(date, new Date().getUTCFullYear()), {
    error: 'must be within 50 years of today: a code has two digits of the year',
    // What is no date is told as that alone.
    when: ({ issues }) => issues.length === 0,
  }),
  format: z.enum(LABEL_FORMATS).default('svg'),
  /** A module of the symbol is twice as many pixels wide. */
  scale: z
    .string()
    .regex(/^(?:[1-9]|1[0-2])$/, SCALES)
    .default('3')
    .transform(Number),
});

/** The route of labels. */
export function labelRoutes(guard: (caller: Caller) => void): Route[] {
  return [
    route(
      {
        method: 'get',
        path: '/v1/packs/label',
        tag: 'Packs',
        summary:
          'Draws the GS1 DataMatrix of a pack, with its fields as text; whether there is such a pack it does not say',
        query,
        guard,
        answers: { 200: { description: 'The label', documents: Object.values(MEDIA_TYPES) } },
      },
      async ({ query: { format, scale, ...pack } }) => ({
        status: 200,
        headers: { 'Content-Type': MEDIA_TYPES[format], 'Cache-Control': 'no-store' },
        bytes: await drawLabel(pack, { format, scale }),
      }),
    ),
  ];
}
