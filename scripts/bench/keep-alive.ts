/** Sends JSON to a gateway over connections that are kept, as a pharmacy's system would. */
import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';

/** One person or program at one gateway. */
export class KeepAlive {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 64 });

  constructor(
    private readonly address: string,
    /** Tells who asks; once a request. */
    private readonly headers: () => Promise<Readonly<Record<string, string>>>,
  ) {}

  /** @throws Error with the answer when it is none of success */
  async post(path: string, body: unknown): Promise<unknown> {
    const content = JSON.stringify(body);
    const headers = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(content) };
    return this.#send('POST', path, headers, content);
  }

  /** @throws Error with the answer when it is none of success */
  async get(path: string): Promise<unknown> {
    return this.#send('GET', path, {}, '');
  }

  async #send(method: string, path: string, more: Record<string, string | number>, content: string): Promise<unknown> {
    const headers = { ...more, ...(await this.headers()) };
    const answer = await new Promise<{ status: number; body: string }>((resolve, reject) => {
      const sent = request(this.address + path, { method, agent: this.#agent, headers }, (response) => {
        text(response).then((answered) => {
          resolve({ status: response.statusCode ?? 0, body: answered });
        }, reject);
      });
      sent.on('error', reject);
      sent.end(content);
    });
    if (answer.status >= 300) throw new Error(`${path} was answered ${answer.status}: ${answer.body}`);
    return JSON.parse(answer.body) as unknown;
  }

  close(): void {
    this.#agent.destroy();
  }
}
