/** The issuer's HTTP server: an issuer for each organisation, each below its own path. */
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express, { type Express } from 'express';
import type { IssuerFile } from './issuer-file';
import { organisationProvider } from './organisation-provider';
import { signInRouter } from './sign-in.router';
import { signingKeyOf } from './signing-key';

/** A server that answers. */
export interface IssuerServer {
  readonly port: number;
  /** The issuer of an organisation, as its tokens name it. */
  readonly url: (organisation: string) => string;
  stop(): Promise<void>;
}

/**
 * Listens, and answers for every organisation of the file.
 *
 * @throws {Error} when the port is taken, or a signing key cannot be read
 */
export async function serveIssuer(file: IssuerFile): Promise<IssuerServer> {
  const server = createServer();
  server.listen(file.port, file.listenAddress);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const base = file.baseUrl ?? `http://localhost:${port}`;
  const url = (organisation: string): string => new URL(organisation, base).href;
  try {
    // The names of the issuers hold the port, so what answers comes after it; nothing can be asked in between.
    server.on('request', application(file, url));
  } catch (error) {
    await close(server);
    throw error;
  }
  return { port, url, stop: () => close(server) };
}

function application(file: IssuerFile, url: (organisation: string) => string): Express {
  const app = express();
  app.disable('x-powered-by');
  app.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' });
  });
  for (const organisation of file.organisations) {
    const key = signingKeyOf(file.keysFolder, organisation.name);
    const provider = organisationProvider(url(organisation.name), organisation, key);
    app.use(`/${organisation.name}`, signInRouter(provider, organisation), provider.callback());
  }
  return app;
}

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
