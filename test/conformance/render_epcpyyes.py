"""Renders EPCIS 1.2 documents with EPCPyYes into a folder, and prints what each of them is, as JSON.

Usage: render_epcpyyes.py FOLDER

A document is `valid`, or it names the field that its one mistake stands in.
"""
import json
import sys
from datetime import datetime, timezone
from pathlib import Path

from EPCPyYes.core.SBDH import sbdh, template_sbdh
from EPCPyYes.core.v1_2 import template_events as templates
from EPCPyYes.core.v1_2.CBV import error_reasons
from EPCPyYes.core.v1_2.CBV.business_steps import BusinessSteps
from EPCPyYes.core.v1_2.CBV.business_transactions import BusinessTransactionType
from EPCPyYes.core.v1_2.CBV.dispositions import Disposition
from EPCPyYes.core.v1_2.CBV.instance_lot_master_data import (
    InstanceLotMasterDataAttribute,
    ItemLevelAttributeName,
    LotLevelAttributeName,
)
from EPCPyYes.core.v1_2.CBV.source_destination import SourceDestinationTypes
from EPCPyYes.core.v1_2.events import BusinessTransaction, Destination, ErrorDeclaration, QuantityElement, Source
from EPCPyYes.core.v1_2.helpers import gln13_data_to_sgln_urn, gtin_to_urn, gtin_urn_generator

PREFIX = "9521104"
LINE = gln13_data_to_sgln_urn(PREFIX, "00001", "12")
PLANT = gln13_data_to_sgln_urn(PREFIX, "00001")
SHOP = gln13_data_to_sgln_urn("9521103", "00001")
CASE = gtin_to_urn(PREFIX, "3", "01234", 1)
PRODUCT = f"urn:epc:idpat:sgtin:{PREFIX}.001234.*"
NOW = datetime(2026, 11, 21, 8, 0, tzinfo=timezone.utc).isoformat()


def packs(count, start=1000):
    return list(gtin_urn_generator(PREFIX, "0", "01234", range(start, start + count)))


def master_data(lot="LOT-7", expiry="2029-10-31"):
    return [
        InstanceLotMasterDataAttribute(name=LotLevelAttributeName.itemExpirationDate.value, value=expiry),
        InstanceLotMasterDataAttribute(name=ItemLevelAttributeName.lotNumber.value, value=lot),
    ]


def papers():
    return [
        BusinessTransaction("urn:epcglobal:cbv:bt:9521104000013:DA-1", BusinessTransactionType.Despatch_Advice),
        BusinessTransaction("urn:epcglobal:cbv:bt:9521104000013:BOL 2", BusinessTransactionType.Bill_Of_Lading),
    ]


def parties():
    return {
        "source_list": [
            Source(SourceDestinationTypes.possessing_party.value, PLANT),
            Source(SourceDestinationTypes.location.value, LINE),
        ],
        "destination_list": [Destination(SourceDestinationTypes.owning_party.value, SHOP)],
    }


def wrong():
    return ErrorDeclaration(NOW, error_reasons.ErrorReason.incorrect_data.value, ["urn:uuid:1", "urn:uuid:2"])


def quantities():
    return [QuantityElement(epc_class=PRODUCT, quantity=100), QuantityElement(epc_class=PRODUCT, quantity=94.3, uom="LB")]


def commissioning(count=20, **changes):
    fields = {
        "event_time": NOW,
        "epc_list": packs(count),
        "biz_step": BusinessSteps.commissioning.value,
        "disposition": Disposition.active.value,
        "read_point": LINE,
        "biz_location": PLANT,
        "ilmd": master_data(),
    }
    return templates.ObjectEvent(**{**fields, **changes})


def moving(step, disposition, **changes):
    fields = {
        "event_time": NOW,
        "action": "OBSERVE",
        "epc_list": packs(5),
        "biz_step": step.value,
        "disposition": disposition.value,
        "read_point": LINE,
        "business_transaction_list": papers(),
        **parties(),
    }
    return templates.ObjectEvent(**{**fields, **changes})


def aggregation(**changes):
    fields = {
        "event_time": NOW,
        "parent_id": CASE,
        "child_epcs": packs(10),
        "biz_step": BusinessSteps.packing.value,
        "disposition": Disposition.container_closed.value,
        "read_point": LINE,
        "biz_location": PLANT,
    }
    return templates.AggregationEvent(**{**fields, **changes})


def transaction(**changes):
    fields = {
        "event_time": NOW,
        "epc_list": packs(3),
        "business_transaction_list": papers(),
        "biz_step": BusinessSteps.shipping.value,
        "disposition": Disposition.in_transit.value,
    }
    return templates.TransactionEvent(**{**fields, **changes})


def transformation(**changes):
    fields = {
        "event_time": NOW,
        "input_epc_list": packs(3),
        "output_epc_list": packs(3, 5000),
        "input_quantity_list": quantities(),
        "output_quantity_list": quantities(),
        "transformation_id": "391",
        "biz_step": BusinessSteps.repackaging.value,
        "disposition": Disposition.returned.value,
        "ilmd": master_data("LOT-8"),
    }
    return templates.TransformationEvent(**{**fields, **changes})


def header():
    partners = [
        sbdh.Partner(partner_type=kind, partner_id=sbdh.PartnerIdentification(authority="SGLN", value=place))
        for kind, place in ((sbdh.PartnerType.SENDER, PLANT), (sbdh.PartnerType.RECEIVER, SHOP))
    ]
    identification = sbdh.DocumentIdentification(creation_date_and_time=NOW, document_type=sbdh.DocumentType.EVENTS)
    return template_sbdh.StandardBusinessDocumentHeader(document_identification=identification, partners=partners)


def document(objects=(), aggregations=(), transactions=(), transformations=(), **changes):
    return templates.EPCISDocument(
        object_events=list(objects),
        aggregation_events=list(aggregations),
        transaction_events=list(transactions),
        transformation_events=list(transformations),
        **changes,
    ).render()


def listed(*events):
    return templates.EPCISEventListDocument(template_events=list(events)).render()


STEP, DISP = BusinessSteps, Disposition

VALID = {
    "commissioning": (document([commissioning()]), 1),
    "commissioning-of-one": (document([commissioning(1)]), 1),
    "commissioning-of-many": (document([commissioning(2000)]), 1),
    "commissioning-of-two-lots": (
        document([commissioning(), commissioning(epc_list=packs(20, 9000), ilmd=master_data("LOT-9"))]),
        2,
    ),
    "commissioning-with-header": (document([commissioning()], header=header()), 1),
    "commissioning-with-parties": (document([commissioning(**parties(), business_transaction_list=papers())]), 1),
    "commissioning-without-master-data": (document([commissioning(ilmd=None)]), 1),
    "commissioning-declared-wrong": (document([commissioning(event_id="9db05f77", error_declaration=wrong())]), 1),
    "commissioning-with-its-own-time": (document([commissioning(record_time=NOW)]), 1),
    "commissioning-at-a-local-time": (
        document([commissioning(event_time="2026-11-21T08:00:00.123456", event_timezone_offset="+02:00")]),
        1,
    ),
    "commissioning-of-a-container": (document([commissioning(epc_list=["urn:epc:id:sscc:9521104.0000000017"])]), 1),
    "commissioning-with-a-declaration": (document([commissioning()], render_xml_declaration=False), 1),
    "shipping": (document([moving(STEP.shipping, DISP.in_transit)]), 1),
    "receiving": (document([moving(STEP.receiving, DISP.in_progress)]), 1),
    "dispensing": (document([moving(STEP.dispensing, DISP.dispensed)]), 1),
    "decommissioning": (document([moving(STEP.decommissioning, DISP.inactive, action="DELETE")]), 1),
    "destroying": (document([moving(STEP.destroying, DISP.destroyed, action="DELETE")]), 1),
    "packing": (document(aggregations=[aggregation()]), 1),
    "packing-of-a-quantity": (document(aggregations=[aggregation(child_quantity_list=quantities())]), 1),
    "unpacking": (document(aggregations=[aggregation(action="DELETE", biz_step=STEP.unpacking.value)]), 1),
    "packing-observed": (document(aggregations=[aggregation(action="OBSERVE", parent_id=None)]), 1),
    "transaction": (document(transactions=[transaction()]), 1),
    "transaction-with-parent": (document(transactions=[transaction(parent_id=CASE, **parties())]), 1),
    "transformation": (document(transformations=[transformation()]), 1),
    "transformation-declared-wrong": (document(transformations=[transformation(error_declaration=wrong())]), 1),
    "everything": (
        document([commissioning(), moving(STEP.shipping, DISP.in_transit)], [aggregation()], [transaction()], [transformation()], header=header()),
        5,
    ),
    "a-list-in-order": (listed(commissioning(), aggregation(), moving(STEP.shipping, DISP.in_transit)), 3),
    "nothing": (document(), 0),
}

REFUSED = {
    "time-that-does-not-exist": (document([commissioning(event_time="2026-13-45T08:00:00+00:00")]), "eventTime"),
    "zone-that-does-not-exist": (document([commissioning(event_timezone_offset="-95:99")]), "eventTimeZoneOffset"),
    "action-that-does-not-exist": (document([commissioning(action="CREATE")]), "action"),
    "step-that-is-no-uri": (document([commissioning(biz_step="commissioning")]), "bizStep"),
    "pack-that-is-no-uri": (document([commissioning(epc_list=[*packs(3), "pack number four"])]), "epcList[3]"),
    "place-that-is-no-uri": (document([commissioning(read_point="the loading dock")]), "readPoint.id"),
    "master-data-of-observed-packs": (document([moving(STEP.shipping, DISP.in_transit, ilmd=master_data())]), "ilmd"),
    "packing-without-parent": (document(aggregations=[aggregation(parent_id=None)]), "parentID"),
    "packing-of-nothing": (document(aggregations=[aggregation(child_epcs=None)]), "childEPCs"),
    "transaction-without-papers": (document(transactions=[transaction(business_transaction_list=None)]), "bizTransactionList"),
    "document-of-an-impossible-day": (document([commissioning()], created_date="2919-95-17T16:48:53Z"), "creationDate"),
}


def main(folder):
    told = []
    for name, (text, events) in VALID.items():
        told.append({"name": name, "isValid": True, "events": events})
        (folder / f"{name}.xml").write_text(text.strip(), encoding="utf-8")
    for name, (text, field) in REFUSED.items():
        told.append({"name": name, "isValid": False, "field": field})
        (folder / f"{name}.xml").write_text(text.strip(), encoding="utf-8")
    json.dump(told, sys.stdout)


main(Path(sys.argv[1]))
