/** A listening server, and its end in good order. */
import type { Server as HttpServer } from 'node:http';
import type { Server as HttpsServer } from 'node:https';

type Server = HttpServer | HttpsServer;

/** Listens; rejects when the port is taken. */
export function listen(server: Server, port: number, host: string): Promise<void> {
  // A client that dribbles its headers or body holds a connection this long at most.
  server.headersTimeout = 15_000;
  server.requestTimeout = 120_000;
  server.keepAliveTimeout = 65_000;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** Takes no more connections, lets requests in progress end, and cuts what is left at the deadline (milliseconds). */
export async function drain(server: Server, deadline: number): Promise<void> {
  if (!server.listening) return;
  const cut = setTimeout(() => {
    server.closeAllConnections();
  }, deadline);
  // A connection that is kept alive is idle only once its request has ended.
  const closeIdle = setInterval(() => {
    server.closeIdleConnections();
  }, 50);
  await new Promise<void>((resolve) => {
    server.close(() => {
      resolve();
    });
  });
  clearInterval(closeIdle);
  clearTimeout(cut);
}
