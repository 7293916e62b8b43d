/** A block's content as projections read it, and blocks that are not what their headers say. */
import { common } from '@hyperledger/fabric-protos';
import { BlockBroken } from './block-broken';
import { decodeBlock } from './decode-block';
import { makeBlock, makeChain } from './fixtures/make-block';

const at = new Date('2026-11-21T09:30:00.123Z');

describe('decoding a block', () => {
  it('gives valid transactions with creator, time, event and the channel’s own public writes', () => {
    const writes = {
      supply: [
        { key: '\u0000lot\u00001\u0000', value: 'sealed' },
        { key: 'gone', isDelete: true },
      ],
      _lifecycle: [{ key: 'namespaces/x', value: 'y' }],
    };
    const event = { name: 'PartSealed', payload: '{"lot":"1"}' };
    const { transactions } = decodeBlock(
      'supply',
      makeBlock(4, [{ id: 'tx1', at, creator: 'ManufacturerMSP', writes, event }]),
    );
    expect(transactions).toEqual([
      {
        transactionId: 'tx1',
        validationCode: 0,
        creatorMspId: 'ManufacturerMSP',
        timestamp: at.getTime(),
        writes: [
          { key: '\u0000lot\u00001\u0000', value: new Uint8Array(Buffer.from('sealed')) },
          { key: 'gone', value: undefined },
        ],
        event: { name: 'PartSealed', payload: new Uint8Array(Buffer.from('{"lot":"1"}')) },
      },
    ]);
  });

  it('gives nothing of what an invalid transaction would have done', () => {
    const doing = { writes: { supply: [{ key: 'a', value: 'b' }] }, event: { name: 'E', payload: '{}' } };
    const { transactions } = decodeBlock(
      'supply',
      makeBlock(4, [
        { id: 'lost', code: 11, ...doing },
        { id: 'won', ...doing },
      ]),
    );
    expect(transactions).toMatchObject([
      { transactionId: 'lost', validationCode: 11, writes: [], event: undefined },
      { transactionId: 'won', validationCode: 0, writes: [{ key: 'a' }], event: { name: 'E' } },
    ]);
  });

  it('takes no event of another chaincode, and no configuration for a transaction of the contract', () => {
    const { transactions } = decodeBlock(
      'supply',
      makeBlock(4, [
        { id: 'other', event: { chaincode: '_lifecycle', name: 'E', payload: '{}' } },
        { id: 'config', type: common.HeaderType.CONFIG, writes: { supply: [{ key: 'a' }] } },
      ]),
    );
    expect(transactions).toMatchObject([{ event: undefined }, { transactionId: 'config', writes: [] }]);
  });

  it('is not stopped by rubbish that somebody had ordered and the members marked invalid', () => {
    const rubbish = Buffer.from('ffffffffffffffffffffff', 'hex');
    const { transactions } = decodeBlock('supply', makeBlock(4, [{ id: '', rubbish, code: 2 }, { id: 'tx2' }]));
    expect(transactions).toMatchObject([{ transactionId: '', validationCode: 2 }, { transactionId: 'tx2' }]);
    expect(() => decodeBlock('supply', makeBlock(4, [{ id: '', rubbish, code: 0 }]))).toThrow();
  });

  it('chains each block to the one before', () => {
    const [first, second] = makeChain([{ id: 'a' }], [{ id: 'b' }]).map((block) => decodeBlock('supply', block));
    expect(first!.previousHash).toHaveLength(0);
    expect(Buffer.from(second!.previousHash)).toEqual(Buffer.from(first!.hash));
  });
});

describe('a block that is not what it says', () => {
  it('is an alarm when a transaction was altered', () => {
    const block = makeBlock(4, [{ id: 'tx1' }]);
    const altered = makeBlock(4, [{ id: 'tx2' }]);
    block.setData(altered.getData());
    expect(() => decodeBlock('supply', block)).toThrow(BlockBroken);
  });

  it('is an alarm when a transaction was left out', () => {
    const block = makeBlock(4, [{ id: 'tx1' }, { id: 'tx2' }]);
    block.setData(makeBlock(4, [{ id: 'tx1' }]).getData());
    expect(() => decodeBlock('supply', block)).toThrow('not those that its header was made for');
  });

  it('is an alarm when it does not say which transactions are valid', () => {
    const block = makeBlock(4, [{ id: 'tx1' }]);
    block.setMetadata(new common.BlockMetadata());
    expect(() => decodeBlock('supply', block)).toThrow('which of its transactions are valid');
  });

  it('is an alarm without a header', () => {
    const block = makeBlock(4, [{ id: 'tx1' }]);
    block.clearHeader();
    expect(() => decodeBlock('supply', block)).toThrow('no header');
  });
});
