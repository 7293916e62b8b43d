/** The app on the metrics port: nothing but measurements. */
import express, { type Express } from 'express';
import type { Metrics } from './metrics';

/** Builds the app. */
export function buildMetricsApp({ registry }: Metrics): Express {
  const app = express();
  app.disable('x-powered-by').disable('etag');
  app.get('/metrics', async (_request, response) => {
    response.type(registry.contentType).send(await registry.metrics());
  });
  return app;
}
