/** Who may send what to the contract `DrugSupply`. */
import type { Permission, Role } from '../ledger';
import { DISPENSING_KINDS } from './dispensing-kinds';

/** Everybody who works at a member or for it; patients ask through public doors, not on the ledger. */
const STAFF: readonly Role[] = [
  'adjudicator',
  'administrator',
  'gateway',
  'inspector',
  'nurse',
  'pharmacist',
  'physician',
  'release-officer',
  'technician',
  'warehouse-clerk',
];

/** Who may hand EPCIS documents in: those who handle packs, and machines; what the ledger makes of it is another matter. */
export const CAPTURING: readonly Role[] = [
  'administrator',
  'gateway',
  'inspector',
  'pharmacist',
  'release-officer',
  'technician',
  'warehouse-clerk',
];

const contract = 'DrugSupply';
const reading = { contract, organisations: 'any', roles: STAFF } as const;
const makers = { contract, organisations: ['manufacturer'] } as const;
const handling = {
  contract,
  organisations: ['manufacturer', 'distributor', 'pharmacy', 'hospital'],
  roles: ['release-officer', 'warehouse-clerk', 'pharmacist', 'technician'],
} as const;
const dispensing = {
  ...handling,
  organisations: DISPENSING_KINDS,
  roles: ['pharmacist', 'technician'],
} as const;
const withUs = 'only a pack that the ledger has with the caller’s organisation';
const authorities = {
  contract,
  organisations: ['manufacturer', 'regulator'],
  roles: ['release-officer', 'inspector'],
} as const;
const atHand = 'only of a container that stands by itself at the caller’s site';
const ofItsMaker = 'only the organisation that registered the part';
const ofItsAuthority = 'only the organisation that proposed it';
const ofItsPacker = 'only the organisation that opened the packing';

/** The rows of `DrugSupply`. */
export const SUPPLY_PERMISSIONS: readonly Permission[] = [
  { contract, transaction: 'AssignCompanyPrefix', organisations: ['regulator'], roles: ['inspector'] },
  {
    ...makers,
    transaction: 'RegisterProduct',
    roles: ['release-officer'],
    condition: 'only under a company prefix of the caller’s organisation',
  },
  {
    ...makers,
    transaction: 'RegisterPart',
    roles: ['release-officer'],
    condition: 'only for a product of the caller’s organisation',
  },
  { ...makers, transaction: 'WritePages', roles: ['release-officer', 'gateway'], condition: ofItsMaker },
  { ...makers, transaction: 'SealPart', roles: ['release-officer', 'gateway'], condition: ofItsMaker },
  { ...makers, transaction: 'AbandonPart', roles: ['release-officer', 'gateway'], condition: ofItsMaker },
  { ...makers, transaction: 'OpenPacking', roles: ['release-officer'], condition: `${ofItsMaker}, at a site` },
  { ...makers, transaction: 'ClaimContainers', roles: ['release-officer', 'gateway'], condition: ofItsPacker },
  { ...makers, transaction: 'WritePackingPages', roles: ['release-officer', 'gateway'], condition: ofItsPacker },
  { ...makers, transaction: 'ClosePacking', roles: ['release-officer', 'gateway'], condition: ofItsPacker },
  { ...makers, transaction: 'AbandonPacking', roles: ['release-officer', 'gateway'], condition: ofItsPacker },
  {
    ...handling,
    transaction: 'PackContainers',
    condition: 'only containers at hand, into one of its own company prefix',
  },
  { ...handling, transaction: 'UnpackContainers', condition: atHand },
  { ...handling, transaction: 'OpenContainer', condition: atHand },
  { ...handling, transaction: 'ShipContainers', condition: atHand },
  {
    ...handling,
    transaction: 'ReceiveContainers',
    condition: 'only the shipment’s receiver, at the site that it names',
  },
  { ...handling, transaction: 'VoidShipment', condition: 'only the shipment’s sender, at its site' },
  { ...dispensing, transaction: 'SupplyPack', condition: withUs },
  { ...dispensing, transaction: 'OpenPack', condition: withUs },
  { ...dispensing, transaction: 'ReportHandOver', condition: 'at a site; it is recorded whatever the ledger thinks' },
  { ...handling, transaction: 'DecommissionPack', condition: withUs },
  { ...handling, transaction: 'UndoPack', condition: 'only at the site that changed the state' },
  { ...handling, transaction: 'ChangeContainerStatus', condition: atHand },
  { ...handling, transaction: 'UndoContainer', condition: `${atHand}, which changed the state` },
  { ...handling, transaction: 'PackPacks', condition: 'only loose packs at the caller’s site' },
  { ...handling, transaction: 'UnpackPacks', condition: atHand },
  {
    ...authorities,
    transaction: 'ProposeRecall',
    condition: 'the regulator, or the organisation that registered the product',
  },
  { ...authorities, transaction: 'LiftRecall', condition: `${ofItsAuthority}, before it is confirmed` },
  {
    ...authorities,
    transaction: 'ConfirmRecall',
    condition: ofItsAuthority,
    secondPersonTo: ['ProposeRecall', 'CorrectRecall'],
  },
  { ...authorities, transaction: 'CorrectRecall', condition: ofItsAuthority },
  { ...handling, transaction: 'AcknowledgeRecall', condition: 'at a site' },
  { ...handling, transaction: 'ReportRecall', condition: 'at a site' },
  { ...reading, transaction: 'ReadRecall' },
  { ...handling, transaction: 'LetContainersLeave', condition: atHand },
  {
    ...handling,
    transaction: 'ReadmitContainers',
    condition: 'only of a container that left or was lost, at a site',
  },
  {
    ...handling,
    transaction: 'ReportDiscrepancy',
    condition: 'only the shipment’s receiver, at the site that it names; a surplus without shipment at any site',
  },
  {
    ...handling,
    transaction: 'ResolveDiscrepancy',
    condition: 'only the reporter or the counterparty, as the resolution asks, at its site',
  },
  {
    ...{ contract, organisations: 'any', roles: CAPTURING },
    transaction: 'AnchorCapture',
    condition: 'the capture is always the caller’s own organisation’s',
  },
  { ...reading, transaction: 'ReadCaptureAnchor' },
  { ...reading, transaction: 'ReadDeparture' },
  { ...reading, transaction: 'ReadReadmission' },
  { ...reading, transaction: 'ReadDiscrepancy' },
  { ...reading, transaction: 'ReadDiscrepancies' },
  { ...reading, transaction: 'ReadContainer' },
  { ...reading, transaction: 'ReadShipment' },
  { ...reading, transaction: 'ReadProduct' },
  { ...reading, transaction: 'ReadLot' },
  { ...reading, transaction: 'VerifyPacks' },
];
