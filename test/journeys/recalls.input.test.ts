/** What gateways refuse to make a recall of, and say which field it was. */
import { ASTRID, INGA, ofLot, RecallChain } from '../fixtures/recall-chain';

jest.setTimeout(90_000);

let chain: RecallChain;
beforeAll(async () => {
  chain = await RecallChain.start('PAGE');
}, 240_000);
afterAll(() => chain.drugs.stop(), 30_000);

describe('what nobody may ask', () => {
  it.each([
    ['a pharmacist’s recall', ASTRID, '/v1/recalls', ofLot('PAGE'), 403, undefined],
    ['a recall without lots', INGA, '/v1/recalls', ofLot('PAGE', { lots: [] }), 400, 'lots'],
    ['a withdrawal of lots', INGA, '/v1/recalls', ofLot('PAGE', { kind: 'withdrawal' }), 400, 'lots'],
    ['an unknown class', INGA, '/v1/recalls', ofLot('PAGE', { class: 'IV' }), 400, 'class'],
    ['a field of its own', INGA, '/v1/recalls', ofLot('PAGE', { by: 'me' }), 400, 'by'],
    ['a lot that nobody registered', INGA, '/v1/recalls', ofLot('NO-SUCH'), 404, undefined],
    ['a recall that is none', INGA, `/v1/recalls/${'0'.repeat(32)}/lift`, undefined, 404, undefined],
    ['an id that is none', INGA, '/v1/recalls/1/confirm', { digest: 'ab'.repeat(32) }, 400, 'id'],
    [
      'packs below nothing',
      ASTRID,
      `/v1/recalls/${'0'.repeat(32)}/report`,
      { quarantined: -1, returned: 0, destroyed: 0 },
      400,
      'quarantined',
    ],
    [
      'the inspector’s report',
      INGA,
      `/v1/recalls/${'0'.repeat(32)}/report`,
      { quarantined: 1, returned: 0, destroyed: 0 },
      403,
      undefined,
    ],
  ] as const)('%s: refused, naming the field', async (_, person, path, body, status, field) => {
    const answer = await chain.post(person, path, body);
    expect({ status: answer.status, body: answer.body }).toMatchObject({ status });
    if (field !== undefined) expect(answer.body).toMatchObject({ faults: [{ field }] });
  });
});
