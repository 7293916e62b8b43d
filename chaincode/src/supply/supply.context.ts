/** The stores of the contract `DrugSupply`. */
import {
  type CaptureAnchor,
  captureAnchorShape,
  type Container,
  containerShape,
  type Departure,
  departureShape,
  type Discrepancy,
  discrepancyShape,
  type HandOver,
  handOverShape,
  type Lot,
  lotShape,
  type Pack,
  PACKING_LIST_OBJECT_TYPE,
  PACKING_PAGE_OBJECT_TYPE,
  type Packing,
  type PackingReceipt,
  packingReceiptShape,
  packingShape,
  packShape,
  PAGE_OBJECT_TYPE,
  type Part,
  type PartManifest,
  partManifestShape,
  partShape,
  type PrefixAssignment,
  prefixAssignmentShape,
  type Product,
  productShape,
  type Recall,
  type RecallReport,
  recallReportShape,
  recallShape,
  type Readmission,
  readmissionShape,
  type Receipt,
  receiptShape,
  type Shipment,
  type ShipmentDiscrepancy,
  shipmentDiscrepancyShape,
  shipmentShape,
  type StopList,
  stopListShape,
} from '@theriac/domain/supply';
import { StateStore, TheriacContext } from '../ledger';
import {
  ContainerFamilyStore,
  ContainersStore,
  GuardedContainerStore,
  ShippedContainersStore,
} from './container-stores';
import {
  type CustodyStores,
  LeftContainersStore,
  ReadmittedContainersStore,
  ReportedDiscrepancyStore,
  ResolvedDiscrepancyStore,
} from './custody-stores';
import type { PackStores } from './pack-stores';
import {
  AbandonedBatchStore,
  ClaimStore,
  OpenedPackingStore,
  PackingBatchStore,
  type PackingStores,
} from './packing-stores';
import { RawStore } from './raw-store';
import { ListedRecallStore, OwnedStore, type RecallStores } from './recall-stores';
import { BatchStore, OpenedRegistrationStore, PartOfLotStore, type RegistrationStores } from './registration-stores';

/** The context of a transaction of `DrugSupply`. */
export class SupplyContext
  extends TheriacContext
  implements RegistrationStores, PackingStores, PackStores, CustodyStores, RecallStores
{
  get prefixes(): StateStore<PrefixAssignment> {
    return new StateStore(this, prefixAssignmentShape, 'PREFIX_NOT_ASSIGNED');
  }

  get products(): StateStore<Product> {
    return new StateStore(this, productShape, 'PRODUCT_NOT_FOUND');
  }

  get lots(): StateStore<Lot> {
    return new StateStore(this, lotShape, 'LOT_NOT_FOUND');
  }

  get parts(): StateStore<Part> {
    return new StateStore(this, partShape, 'PART_NOT_FOUND');
  }

  get manifests(): StateStore<PartManifest> {
    return new StateStore(this, partManifestShape, 'PART_NOT_FOUND');
  }

  get receipts(): StateStore<Receipt> {
    return new StateStore(this, receiptShape, 'PART_INCOMPLETE');
  }

  get pages(): RawStore {
    return new RawStore(this, PAGE_OBJECT_TYPE);
  }

  get openedRegistrations(): OpenedRegistrationStore {
    return new OpenedRegistrationStore(this);
  }

  get partsOfLots(): PartOfLotStore {
    return new PartOfLotStore(this);
  }

  get batches(): BatchStore {
    return new BatchStore(this);
  }

  get packings(): StateStore<Packing> {
    return new StateStore(this, packingShape, 'PACKING_NOT_FOUND');
  }

  get packingLists(): RawStore {
    return new RawStore(this, PACKING_LIST_OBJECT_TYPE);
  }

  get containers(): StateStore<Container> {
    return new StateStore(this, containerShape, 'CONTAINER_NOT_FOUND');
  }

  get packingPages(): RawStore {
    return new RawStore(this, PACKING_PAGE_OBJECT_TYPE);
  }

  get packingReceipts(): StateStore<PackingReceipt> {
    return new StateStore(this, packingReceiptShape, 'PACKING_INCOMPLETE');
  }

  get openedPackings(): OpenedPackingStore {
    return new OpenedPackingStore(this);
  }

  get claims(): ClaimStore {
    return new ClaimStore(this);
  }

  get packingBatches(): PackingBatchStore {
    return new PackingBatchStore(this);
  }

  get abandonedBatches(): AbandonedBatchStore {
    return new AbandonedBatchStore(this);
  }

  get shipments(): StateStore<Shipment> {
    return new StateStore(this, shipmentShape, 'SHIPMENT_NOT_FOUND');
  }

  get packs(): StateStore<Pack> {
    return new StateStore(this, packShape, 'PACK_NOT_FOUND');
  }

  get handOvers(): StateStore<HandOver> {
    return new StateStore(this, handOverShape, 'PACK_NOT_FOUND');
  }

  get guardedContainers(): GuardedContainerStore {
    return new GuardedContainerStore(this);
  }

  get manyContainers(): ContainersStore {
    return new ContainersStore(this);
  }

  get containerFamilies(): ContainerFamilyStore {
    return new ContainerFamilyStore(this);
  }

  get shippedContainers(): ShippedContainersStore {
    return new ShippedContainersStore(this);
  }

  get recalls(): StateStore<Recall> {
    return new StateStore(this, recallShape, 'RECALL_NOT_FOUND');
  }

  get stopLists(): StateStore<StopList> {
    return new StateStore(this, stopListShape, 'RECALL_NOT_FOUND');
  }

  get recallReports(): StateStore<RecallReport> {
    return new StateStore(this, recallReportShape, 'RECALL_NOT_FOUND');
  }

  get ownedRecalls(): OwnedStore<Recall> {
    return new OwnedStore(this.recalls, this);
  }

  get ownedRecallReports(): OwnedStore<RecallReport> {
    return new OwnedStore(this.recallReports, this);
  }

  get listedRecalls(): ListedRecallStore {
    return new ListedRecallStore(this);
  }

  get captureAnchors(): StateStore<CaptureAnchor> {
    return new StateStore(this, captureAnchorShape, 'CAPTURE_NOT_ANCHORED');
  }

  get departures(): StateStore<Departure> {
    return new StateStore(this, departureShape, 'DEPARTURE_NOT_FOUND');
  }

  get readmissions(): StateStore<Readmission> {
    return new StateStore(this, readmissionShape, 'READMISSION_NOT_FOUND');
  }

  get discrepancies(): StateStore<Discrepancy> {
    return new StateStore(this, discrepancyShape, 'DISCREPANCY_NOT_FOUND');
  }

  get shipmentDiscrepancies(): StateStore<ShipmentDiscrepancy> {
    return new StateStore(this, shipmentDiscrepancyShape, 'DISCREPANCY_NOT_FOUND');
  }

  get leftContainers(): LeftContainersStore {
    return new LeftContainersStore(this);
  }

  get readmittedContainers(): ReadmittedContainersStore {
    return new ReadmittedContainersStore(this);
  }

  get reportedDiscrepancies(): ReportedDiscrepancyStore {
    return new ReportedDiscrepancyStore(this);
  }

  get resolvedDiscrepancies(): ResolvedDiscrepancyStore {
    return new ResolvedDiscrepancyStore(this);
  }
}
