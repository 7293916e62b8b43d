/** A capture's anchor proves an event to whoever has its body: what another member sends is that event, or is refused. */
import { sql } from 'drizzle-orm';
import { type EpcisEvent, identifyEvent } from '@theriac/domain/epcis';
import { fromHex, toHex } from '@theriac/domain/ledger';
import { merkleRoot } from '@theriac/domain/merkle';
import { type EventProof, eventKey, eventLedgerId, isEventAnchored } from '@theriac/domain/supply';
import { secretFor } from '../../gateway-api/src/idempotency';
import { nodeDigest } from '../../gateway-api/src/supply';
import { inTurns } from '../../gateway-api/src/turns';
import type { Party } from '../fixtures/custody-journey';
import { EventExchange, inspecting, shipping } from '../fixtures/event-exchange';
import { rows } from '../fixtures/gateway-in-process';
import { product, type SupplyConsortium } from '../fixtures/supply-consortium';
import { eventually } from '../fixtures/whole-gateways';

jest.setTimeout(90_000);

let exchange: EventExchange;
let drugs: SupplyConsortium;
beforeAll(async () => {
  exchange = await EventExchange.start('manufacturer', 'distributor', 'pharmacy');
  ({ drugs } = exchange);
}, 240_000);
afterAll(() => drugs.stop(), 30_000);

describe('a capture’s anchor', () => {
  it('is the root over all its events in their order, also those that it only repeats', async () => {
    const [one, two] = [shipping('A1', 'distributor'), inspecting('A2')];
    await exchange.capture('manufacturer', [two]);
    const id = await exchange.capture('manufacturer', [one, two, one]);
    const seen = await exchange.anchored('manufacturer', id);
    const officer = await drugs.contracts.person('regulator', 'inspector');
    const question = { organisation: 'manufacturer', capture: id };
    const onLedger = await drugs.contracts.evaluate(officer, 'DrugSupply:ReadCaptureAnchor', question);
    expect(onLedger).toMatchObject({ root: seen.root, events: 3 });

    const secret = secretFor(Buffer.from('manufacturer'), 'captured events');
    const { items } = await exchange.get('manufacturer', `/v1/captured-events?capture=${id}`);
    const bodies = await exchange.bodies(
      'manufacturer',
      items.map((item) => String(item.id)),
    );
    const ids = await Promise.all(
      ['A1', 'A2', 'A1'].map(async (serial) => {
        const body = bodies.find(({ eventID }) => eventID === `urn:uuid:${serial}`)!;
        const identity = await inTurns(identifyEvent(body, nodeDigest));
        return eventLedgerId(nodeDigest, eventKey(nodeDigest, secret, identity), identity);
      }),
    );
    expect(seen.root).toBe(toHex(merkleRoot(nodeDigest, ids)));
  });

  it('proves each event to whoever has its body, and to nobody another', async () => {
    const events = ['V1', 'V2', 'V3', 'V4', 'V5'].map((serial) => inspecting(serial));
    const id = await exchange.capture('manufacturer', events);
    await exchange.anchored('manufacturer', id);
    const { items } = await exchange.get('manufacturer', `/v1/captured-events?capture=${id}`);
    const numbers = items.map((item) => String(item.id));
    const identities = await Promise.all(
      (await exchange.bodies('manufacturer', numbers)).map((body) => inTurns(identifyEvent(body, nodeDigest))),
    );
    for (const [at, number] of numbers.entries()) {
      const { proof, anchor } = await exchange.get('manufacturer', `/v1/captures/${id}/proof?event=${number}`);
      expect(anchor.anchored).toMatchObject({ transactionId: expect.any(String), blockNumber: expect.any(String) });
      const holds = identities.map((identity) => isEventAnchored(nodeDigest, identity, proof, anchor));
      expect(holds).toEqual(numbers.map((_, other) => other === at));
    }
    await exchange.at('manufacturer').get(`/v1/captures/${id}/proof?event=999999`).expect(400);
    await exchange
      .at('manufacturer')
      .get(`/v1/captures/${'0'.repeat(32)}/anchor`)
      .expect(404);
    await exchange.at('distributor').get(`/v1/captures/${id}/anchor`).expect(404);
  });
});

describe('what another member sends', () => {
  const send = (to: Party, entries: readonly object[], from: Party = 'manufacturer') =>
    drugs.of(to).gateway.inbox.take(from, { id: crypto.randomUUID(), kind: 'event-bodies', body: { events: entries } });
  /** A message as the maker's own gateway made it. */
  async function genuine(serial: string, to: Party): Promise<{ event: EpcisEvent; proof: EventProof; id: string }> {
    const id = await exchange.capture('manufacturer', [shipping(serial, to), inspecting(`${serial}-2`)]);
    await exchange.anchored('manufacturer', id);
    await drugs.of('pharmacy').caughtUp();
    await drugs.of('distributor').caughtUp();
    const { items } = await exchange.get('manufacturer', `/v1/captured-events?capture=${id}`);
    const [, number] = items.map((item) => String(item.id));
    const [body] = await exchange.bodies('manufacturer', [number!]);
    const { proof } = await exchange.get('manufacturer', `/v1/captures/${id}/proof?event=${number}`);
    return { event: body!, proof, id };
  }

  it('is refused when its body was changed on the way', async () => {
    const { event: body, proof, id } = await genuine('T1', 'distributor');
    // The genuine one arrives by itself and is checked: only then does the list change by nothing but what is sent here.
    const before = await eventually(
      () => exchange.received('distributor'),
      (seen) => seen.some(({ capture }) => capture === id) && seen.every(({ state }) => state === 'anchored'),
    );
    const changed = { ...body, epcList: [`https://id.gs1.org/01/${product.gtin}/21/FORGED`] };
    await expect(send('distributor', [{ event: changed, proof }])).rejects.toMatchObject({
      code: 'EVENT_NOT_AS_ANCHORED',
    });
    expect(await exchange.received('distributor')).toEqual(before);
  });

  it('is refused when it is not what the sender anchored, though its id is its own', async () => {
    const { event: body, proof } = await genuine('T2', 'distributor');
    const changed = { ...body, epcList: [`https://id.gs1.org/01/${product.gtin}/21/FORGED`] } as EpcisEvent;
    const identity = await inTurns(identifyEvent(changed, nodeDigest));
    const id = toHex(eventLedgerId(nodeDigest, fromHex(proof.key), identity));
    const forged = { event: changed, proof: { ...proof, id } };
    await expect(send('distributor', [forged])).rejects.toMatchObject({ code: 'EVENT_NOT_AS_ANCHORED' });
  });

  it('waits when there is no anchor yet, and leaves every answer when the anchor contradicts it', async () => {
    const { event: body } = await genuine('T3', 'distributor');
    const lie = {
      ...body,
      eventID: 'urn:uuid:lie',
      epcList: [`https://id.gs1.org/01/${product.gtin}/21/LIE`],
    } as EpcisEvent;
    const identity = await inTurns(identifyEvent(lie, nodeDigest));
    const key = '12'.repeat(32);
    const claimed = 'fe'.repeat(16);
    const id = toHex(eventLedgerId(nodeDigest, fromHex(key), identity));
    const proof = { capture: claimed, key, id, index: 0, events: 1, path: [] };
    await send('distributor', [{ event: lie, proof }]);
    expect(await exchange.serialsAt('distributor', '&EQ_eventID=urn:uuid:lie')).toEqual(['LIE']);
    const anchor = { capture: claimed, root: 'ab'.repeat(32), events: 1 };
    await drugs.contracts.submit(
      await drugs.contracts.person('manufacturer', 'gateway'),
      'DrugSupply:AnchorCapture',
      anchor,
    );
    const refused = () => exchange.get('distributor', '/v1/received-events?state=refused').then(({ items }) => items);
    expect(await eventually(refused, (seen) => seen.length > 0)).toMatchObject([
      { from: 'manufacturer', capture: claimed },
    ]);
    expect(await exchange.serialsAt('distributor', '&EQ_eventID=urn:uuid:lie')).toEqual([]);
    const { db } = drugs.of('distributor').database;
    expect(await rows(db, sql`select event from event_names where name = 'urn:uuid:lie'`)).toEqual([]);
    // What was sent is kept as evidence.
    expect(
      await rows(db, sql`select refused_body ->> 'eventID' as id from received_events where state = 'refused'`),
    ).toEqual([{ id: 'urn:uuid:lie' }]);
  });

  it('is refused when it concerns others, breaks a rule, or comes from outside the channel', async () => {
    const { event: body, proof } = await genuine('T4', 'distributor');
    const refusals = [
      [() => send('pharmacy', [{ event: body, proof }]), 'EVENT_NOT_ADDRESSED'],
      [() => send('distributor', [{ event: { ...body, action: 'MOVE' }, proof }]), 'INVALID_INPUT'],
      [() => send('distributor', [{ event: body, proof: { ...proof, key: 'x' } }]), 'INVALID_INPUT'],
      [() => send('distributor', [{ event: body, proof }], 'clinic' as Party), 'NOT_PERMITTED'],
    ] as const;
    for (const [refused, code] of refusals) await expect(refused()).rejects.toMatchObject({ code });
  });
});
