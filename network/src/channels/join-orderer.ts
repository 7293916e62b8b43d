/** Lets an orderer join the channels that it orders, by Fabric's channel participation interface. */
import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { z } from 'zod';
import { until } from '../lifecycle/until';
import { placementOf, portsIn, type NativeNetwork } from '../native/native-network';
import { ordererName } from '../native/orderer-process';
import { channelsOfConsenter } from '../topology';

const UP_WITHIN_MS = 30_000;
const REQUEST_MS = 10_000;
const BOUNDARY = 'theriac-config-block';
const channelListSchema = z.object({ channels: z.array(z.object({ name: z.string() })).nullable() });

/** Joins what is missing; returns the channels newly joined. */
export async function joinOrderer(network: NativeNetwork, organisation: string): Promise<string[]> {
  const wanted = channelsOfConsenter(network.topology, organisation).map((channel) => channel.name);
  const joined = await until(`orderer of ${organisation} answers`, () => joinedChannels(network, organisation), {
    withinMs: UP_WITHIN_MS,
  });
  const missing = wanted.filter((channel) => !joined.includes(channel));
  for (const channel of missing) {
    await participation(network, organisation, 'POST', multipart(readFileSync(network.layout.genesisBlock(channel))));
  }
  return missing;
}

async function joinedChannels(network: NativeNetwork, organisation: string): Promise<string[]> {
  const answer = channelListSchema.parse(JSON.parse(await participation(network, organisation, 'GET')));
  return (answer.channels ?? []).map((channel) => channel.name);
}

/** What osnadmin sends: the block as the form's one file. */
function multipart(block: Buffer): Buffer {
  const head =
    `--${BOUNDARY}\r\nContent-Disposition: form-data; name="config-block"; filename="config.block"\r\n` +
    'Content-Type: application/octet-stream\r\n\r\n';
  return Buffer.concat([Buffer.from(head), block, Buffer.from(`\r\n--${BOUNDARY}--\r\n`)]);
}

function participation(
  network: NativeNetwork,
  organisation: string,
  method: 'GET' | 'POST',
  body?: Buffer,
): Promise<string> {
  const { layout } = network;
  const tls = (file: string): Buffer => readFileSync(layout.organisation(organisation, 'osnadmin', 'tls', file));
  return new Promise((resolve, reject) => {
    const call = request(
      {
        host: placementOf(network).hostOf(ordererName(organisation)),
        port: portsIn(network, organisation).ordererAdmin,
        path: '/participation/v1/channels',
        method,
        ca: readFileSync(layout.tlsRoot(organisation)),
        cert: tls('server.crt'),
        key: tls('server.key'),
        timeout: REQUEST_MS,
        headers: body === undefined ? {} : { 'Content-Type': `multipart/form-data; boundary=${BOUNDARY}` },
        agent: false,
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          if ((response.statusCode ?? 500) < 300) resolve(text);
          else
            reject(new Error(`the orderer of ${organisation} answered ${response.statusCode ?? 'nothing'}: ${text}`));
        });
      },
    );
    call.on('error', reject);
    call.on('timeout', () => call.destroy(new Error(`the orderer of ${organisation} does not answer`)));
    call.end(body);
  });
}
