import { CARE_MEMBERS, MEMBER_NAMES, SUPPLY_MEMBERS, kindOf, type MemberName } from '../fixtures/consortium';
import { refusal, ConsortiumLedger } from '../fixtures/consortium-ledger';
import { EHR_COMMANDS } from '../fixtures/ehr-commands';
import { caseOf } from '../fixtures/packing-commands';
import { gtin, lot, prefix, preparePart, product, registerTheProduct, scanOf } from '../fixtures/supply-commands';
import { type Permission, roleSchema } from '@theriac/domain/ledger';
import { PERMISSIONS } from '@theriac/domain/permissions';

// A machine that runs a network beside the tests is slow, which is no fault of a contract.
jest.setTimeout(60_000);

const part = preparePart(1, 3).command;
const registration = { registration: part.registration };
const packing = 'ab'.repeat(16);
/** What commands about packs bind the caller with. */
const transient = { salt: new Uint8Array(16) };
const saying = { class: 'II', depth: 'pharmacy', reason: 'Glass in it', instructions: 'Set apart' };

/** A well-formed command for each transaction, so that nothing but the permission table can refuse it by its form. */
const COMMANDS: Readonly<Record<string, object>> = {
  'Anchors:Ping': {},
  'Anchors:DescribePackage': {},
  'Anchors:AnchorHead': { log: 'journal', size: 1, head: 'a'.repeat(64) },
  'Anchors:ReadHead': { organisation: 'pharmacy', log: 'journal' },
  'DrugSupply:AssignCompanyPrefix': prefix,
  'DrugSupply:RegisterProduct': product,
  'DrugSupply:RegisterPart': part,
  'DrugSupply:WritePages': { ...registration, batch: 0 },
  'DrugSupply:SealPart': registration,
  'DrugSupply:AbandonPart': registration,
  'DrugSupply:OpenPacking': { packing, ...registration },
  'DrugSupply:ClaimContainers': { packing, batch: 0 },
  'DrugSupply:WritePackingPages': { packing, batch: 0 },
  'DrugSupply:ClosePacking': { packing },
  'DrugSupply:AbandonPacking': { packing, batch: 0 },
  'DrugSupply:PackContainers': { sscc: caseOf(1), children: [caseOf(2)] },
  'DrugSupply:UnpackContainers': { sscc: caseOf(1), children: [caseOf(2)] },
  'DrugSupply:OpenContainer': { sscc: caseOf(1) },
  'DrugSupply:ShipContainers': {
    ...{ shipment: packing, containers: [caseOf(1)], expectedAt: '2026-12-01T12:00:00.000Z' },
    to: { organisation: 'pharmacy', site: '9521103000014' },
  },
  'DrugSupply:ReceiveContainers': { shipment: packing, containers: [caseOf(1)] },
  'DrugSupply:VoidShipment': { shipment: packing, containers: [caseOf(1)] },
  'DrugSupply:SupplyPack': scanOf('S1', { handedOver: true }),
  'DrugSupply:OpenPack': scanOf('S1', { fill: packing, units: 1 }),
  'DrugSupply:ReportHandOver': scanOf('S1'),
  'DrugSupply:DecommissionPack': scanOf('S1', { state: 'locked' }),
  'DrugSupply:UndoPack': scanOf('S1'),
  'DrugSupply:ChangeContainerStatus': { sscc: caseOf(1), state: 'locked' },
  'DrugSupply:UndoContainer': { sscc: caseOf(1) },
  'DrugSupply:PackPacks': { sscc: caseOf(1), packs: [scanOf('S1')] },
  'DrugSupply:UnpackPacks': { sscc: caseOf(1), packs: [scanOf('S1')] },
  'DrugSupply:ProposeRecall': { recall: packing, gtin, kind: 'recall', lots: [lot], ...saying },
  'DrugSupply:LiftRecall': { recall: packing },
  'DrugSupply:ConfirmRecall': { recall: packing, digest: 'ab'.repeat(32) },
  'DrugSupply:CorrectRecall': { recall: packing, correction: 'cd'.repeat(16), ...saying },
  'DrugSupply:AcknowledgeRecall': { recall: packing, digest: 'ab'.repeat(32) },
  'DrugSupply:ReportRecall': { recall: packing, quarantined: 1, returned: 0, destroyed: 0 },
  'DrugSupply:ReadRecall': { recall: packing },
  'DrugSupply:LetContainersLeave': { departure: packing, containers: [caseOf(1)], to: '4012345000009' },
  'DrugSupply:ReadmitContainers': { readmission: packing, containers: [caseOf(1)], from: '4012345000009' },
  'DrugSupply:ReportDiscrepancy': {
    ...{ discrepancy: packing, kind: 'missing' },
    ...{ about: { sscc: caseOf(1) }, shipment: packing },
  },
  'DrugSupply:ResolveDiscrepancy': { discrepancy: packing, resolution: 'lost' },
  'DrugSupply:AnchorCapture': { capture: packing, root: 'ab'.repeat(32), events: 1 },
  'DrugSupply:ReadCaptureAnchor': { organisation: 'pharmacy', capture: packing },
  'DrugSupply:ReadDeparture': { departure: packing },
  'DrugSupply:ReadReadmission': { readmission: packing },
  'DrugSupply:ReadDiscrepancy': { discrepancy: packing },
  'DrugSupply:ReadDiscrepancies': { shipment: packing },
  'DrugSupply:ReadShipment': { shipment: packing },
  'DrugSupply:ReadContainer': { sscc: caseOf(1) },
  'DrugSupply:ReadProduct': { gtin },
  'DrugSupply:ReadLot': { gtin, lot },
  'DrugSupply:VerifyPacks': { packs: [scanOf('S1')] },
  ...EHR_COMMANDS,
  'EhrAccess:ReadEvent': { transaction: 'ab'.repeat(32) },
};

const ROLES = roleSchema.options;

/** Refusals that have nothing to do with who asks: the rule said no, or there is nothing there yet. */
const isBusiness = (code: string | undefined): boolean =>
  code === undefined || !['NOT_PERMITTED', 'INVALID_INPUT', 'INTERNAL_FAULT', 'UNKNOWN_TRANSACTION'].includes(code);

describe('the permission table', () => {
  let ledger: ConsortiumLedger;
  beforeAll(async () => {
    ledger = await ConsortiumLedger.start();
    await registerTheProduct(ledger);
  });
  afterAll(() => {
    ledger.stop();
  });

  it('has a command here for each of its rows', () => {
    expect(Object.keys(COMMANDS).sort()).toEqual(PERMISSIONS.map(nameOf).sort());
  });

  it.each(PERMISSIONS.map((row) => [nameOf(row), row] as const))(
    '%s is open to whom it names, and closed to all others',
    async (name, row) => {
      const isPrivate = name in EHR_COMMANDS;
      const isOnCare = name.startsWith('EhrAccess:');
      const members = isOnCare ? CARE_MEMBERS : SUPPLY_MEMBERS;
      const cells = members.flatMap((member) => ROLES.map((role) => ({ member, role })));
      for (const { member, role } of cells) {
        const person = await ledger.person(member, role);
        const asked = isPrivate
          ? ledger.evaluatePrivate(person, name, COMMANDS[name], ['HospitalMSP'])
          : ledger.evaluate(person, name, COMMANDS[name], isOnCare ? { channel: 'care' } : { transient });
        const refused = await refusal(asked);
        const cell = `${name} by ${role} of ${member}: ${refused?.code ?? 'done'}`;
        const expected = isNamed(row, member, role) ? isBusiness(refused?.code) : refused?.code === 'NOT_PERMITTED';
        expect({ cell, expected }).toEqual({ cell, expected: true });
      }
    },
  );

  it('opens no contract on a channel where it does not stand', async () => {
    for (const name of Object.keys(COMMANDS).filter((one) => one.startsWith('DrugSupply:'))) {
      const doctor = await ledger.person('clinic', 'physician');
      const refused = await refusal(ledger.evaluate(doctor, name, COMMANDS[name], { channel: 'care' }));
      expect(refused?.code).toBe('WRONG_CHANNEL');
    }
    for (const name of Object.keys(EHR_COMMANDS)) {
      const doctor = await ledger.person('hospital', 'physician');
      const refused = await refusal(ledger.evaluate(doctor, name, {}, { channel: 'supply' }));
      expect(refused?.code).toBe('WRONG_CHANNEL');
    }
  });

  it('names kinds that the consortium has', () => {
    const kinds = new Set(MEMBER_NAMES.map(kindOf));
    const named = PERMISSIONS.flatMap((row) => (row.organisations === 'any' ? [] : row.organisations));
    expect(named.every((kind) => kinds.has(kind))).toBe(true);
  });
});

/** Read off the row alone, apart from the code that the contracts use. */
function isNamed(row: Permission, member: MemberName, role: (typeof ROLES)[number]): boolean {
  const isMember = row.organisations === 'any' || row.organisations.includes(kindOf(member));
  return isMember && (row.roles === 'any' || row.roles.includes(role));
}

function nameOf(row: Permission): string {
  return `${row.contract}:${row.transaction}`;
}
