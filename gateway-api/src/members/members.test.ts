/** Gateways among themselves: who speaks for whom is TLS's word, and a message arrives once. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, request as httpsRequest } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { LedgerError } from '@theriac/domain/ledger';
import { z } from 'zod';
import { startTestServer, type TestServer } from '../database/fixtures/test-database';
import { drain, listen } from '../http/listener';
import { DOUBLE, listeningAs, MEMBERS, PharmacyGateway, rootsOf } from './fixtures/pharmacy-gateway';
import { tlsFolder, type TlsFolder } from './fixtures/tls-authorities';
import { JsonPieces } from './json-pieces';
import { MemberRoots } from './member-roots';

// Generous: a real database on a machine that does other things as well.
jest.setTimeout(30_000);

let tls: TlsFolder;
let stranger: TlsFolder;
let server: TestServer;
let pharmacy: PharmacyGateway;

beforeAll(async () => {
  [tls, stranger, server] = await Promise.all([tlsFolder(MEMBERS), tlsFolder(MEMBERS), startTestServer()]);
}, 60_000);
afterAll(async () => {
  tls.remove();
  stranger.remove();
  await server.stop();
});
beforeEach(async () => {
  pharmacy = await PharmacyGateway.start(tls, server);
});
afterEach(() => pharmacy.stop());

describe('a call to another member', () => {
  it('is answered, to the one whose root issued the certificate', async () => {
    expect(await pharmacy.clientOf('manufacturer').call('pharmacy', DOUBLE, { number: 4 })).toEqual({
      doubled: 8,
      asker: 'manufacturer',
    });
    const distributor = pharmacy.clientOf('distributor');
    // Also on a connection, or a TLS session, that was used before.
    for (const number of [1, 2, 3]) {
      expect(await distributor.call('pharmacy', DOUBLE, { number })).toMatchObject({ asker: 'distributor' });
    }
  });

  it('carries a refusal back, and hides what nobody foresaw', async () => {
    const client = pharmacy.clientOf('manufacturer');
    await expect(client.call('pharmacy', DOUBLE, { number: 100 })).rejects.toMatchObject({ code: 'LOT_NOT_FOUND' });
    await expect(client.call('pharmacy', DOUBLE, { number: 1.5 })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    const failed = client.call('pharmacy', DOUBLE, { number: -1 });
    await expect(failed).rejects.toMatchObject({ code: 'MEMBER_UNAVAILABLE', detail: 'pharmacy: its gateway failed' });
  });

  it('fails when the member is away, has no address, or answers something else', async () => {
    const away = pharmacy.clientOf('manufacturer', tls, 'localhost:1');
    await expect(away.call('pharmacy', DOUBLE, { number: 1 })).rejects.toMatchObject({ code: 'MEMBER_UNAVAILABLE' });
    const client = pharmacy.clientOf('manufacturer');
    await expect(client.call('insurer', DOUBLE, { number: 1 })).rejects.toMatchObject({ code: 'MEMBER_UNAVAILABLE' });
    const other = { ...DOUBLE, reply: z.strictObject({ halved: z.int() }) };
    await expect(client.call('pharmacy', other, { number: 1 })).rejects.toMatchObject({ code: 'MEMBER_UNAVAILABLE' });
  });

  it('is refused to a certificate of foreign roots with the same names', async () => {
    const impostor = pharmacy.clientOf('manufacturer', stranger);
    await expect(impostor.call('pharmacy', DOUBLE, { number: 1 })).rejects.toMatchObject({
      code: 'MEMBER_UNAVAILABLE',
    });
  });

  it('is made with a renewed certificate from then on', async () => {
    const client = pharmacy.clientOf('manufacturer');
    const renewed = ({ folder }: TlsFolder) => ({
      cert: readFileSync(join(folder, 'manufacturer.crt')),
      key: readFileSync(join(folder, 'manufacturer.key')),
    });
    client.renew(renewed(stranger));
    await expect(client.call('pharmacy', DOUBLE, { number: 1 })).rejects.toMatchObject({ code: 'MEMBER_UNAVAILABLE' });
    client.renew(renewed(tls));
    expect(await client.call('pharmacy', DOUBLE, { number: 1 })).toMatchObject({ doubled: 2 });
  });

  it('is refused without a certificate', async () => {
    const ask = new Promise((resolve, reject) => {
      const ca = rootsOf(tls).of('pharmacy');
      const sent = httpsRequest(
        { host: 'localhost', port: pharmacy.port, path: '/calls/double', method: 'POST', ca },
        resolve,
      );
      sent.once('error', reject);
      sent.end('{}');
    });
    await expect(ask).rejects.toThrow(/certificate required|ECONNRESET|socket hang up|EPIPE/);
  });

  it('does not reach a member that poses as another', async () => {
    const impostor = createServer({ ...listeningAs('distributor', tls), requestCert: true }, (_request, response) =>
      response.end('{"doubled":0,"asker":""}'),
    );
    await listen(impostor, 0, '127.0.0.1');
    const address = `localhost:${(impostor.address() as AddressInfo).port}`;
    const asked = pharmacy.clientOf('manufacturer', tls, address).call('pharmacy', DOUBLE, { number: 1 });
    await expect(asked).rejects.toMatchObject({ code: 'MEMBER_UNAVAILABLE' });
    await drain(impostor, 100);
  });
});

describe('a message', () => {
  const id = '6f6f0b3a-5a43-4f8e-9d7e-0c2f0d8f4a11';

  it('is taken once, however often and however fast it is sent', async () => {
    const client = pharmacy.clientOf('manufacturer');
    const send = () => client.deliver('pharmacy', { id, kind: 'note', body: { number: 7 } });
    await Promise.all([send(), send(), send()]);
    await send();
    expect(await pharmacy.taken()).toEqual([{ sender: 'manufacturer', number: 7 }]);
    // An id is its sender's own: another member's message under the same id is another message.
    await pharmacy.clientOf('distributor').deliver('pharmacy', { id, kind: 'note', body: { number: 8 } });
    expect(await pharmacy.taken()).toHaveLength(2);
  });

  it('that is refused leaves nothing behind, and may come again', async () => {
    const client = pharmacy.clientOf('manufacturer');
    pharmacy.refusal = new LedgerError('NOT_PERMITTED', 'not now');
    const send = () => client.deliver('pharmacy', { id, kind: 'note', body: { number: 7 } });
    await expect(send()).rejects.toMatchObject({ code: 'NOT_PERMITTED' });
    expect(await pharmacy.taken()).toEqual([]);
    pharmacy.refusal = undefined;
    await send();
    expect(await pharmacy.taken()).toHaveLength(1);
  });

  it('whose body is read in pieces arrives whole, or not at all', async () => {
    const client = pharmacy.clientOf('manufacturer');
    async function* broken() {
      yield '{"numb';
      await pause(20);
      throw new Error('the database is away');
    }
    const send = (pieces: AsyncIterable<string>) =>
      client.deliver('pharmacy', { id, kind: 'note', body: new JsonPieces(12, pieces) });
    await expect(send(broken())).rejects.toThrow('a message cannot be read here');
    expect(await pharmacy.taken()).toEqual([]);
    await send(Readable.from(['{"numb', 'er":', '7}']));
    expect(await pharmacy.taken()).toEqual([{ sender: 'manufacturer', number: 7 }]);
    pharmacy.refusal = new LedgerError('NOT_PERMITTED', 'not now');
    const again = { id: randomUUID(), kind: 'note', body: new JsonPieces(12, Readable.from(['{"number":8}'])) };
    await expect(client.deliver('pharmacy', again)).rejects.toMatchObject({ code: 'NOT_PERMITTED' });
  });

  it.each([
    ['an unknown kind', { id, kind: 'nonsense', body: {} }, 'kind'],
    ['a body that breaks its kind', { id, kind: 'note', body: { number: 'x' } }, 'number'],
    ['an id that is none', { id: '1', kind: 'note', body: { number: 1 } }, 'id'],
  ])('is refused: %s', async (_, message, field) => {
    const sent = pharmacy.clientOf('manufacturer').deliver('pharmacy', message);
    await expect(sent).rejects.toMatchObject({ code: 'INVALID_INPUT', faults: [{ field }] });
  });
});

describe('the roots of members', () => {
  it('stop the start when a file is missing, or two members share one', () => {
    expect(() => MemberRoots.read(tls.roots, [...MEMBERS, 'insurer'])).toThrow(
      'THERIAC_MEMBER_TLS_ROOTS: the roots of insurer',
    );
    expect(() => MemberRoots.read(join(tls.folder, 'pharmacy.pem'), MEMBERS)).toThrow(
      'a root that is another member’s too',
    );
  });
});
