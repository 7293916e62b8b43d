"""Reads an EPCIS document from standard input with EParseCIS; prints type and EPCs of each event that it finds."""
import io
import json
import sys

from eparsecis.eparsecis import EPCISParser


class Collector(EPCISParser):
    def __init__(self, stream):
        super().__init__(stream)
        self.found = []

    def handle_object_event(self, event):
        self.add("ObjectEvent", event.epc_list)

    def handle_aggregation_event(self, event):
        self.add("AggregationEvent", [event.parent_id, *event.child_epcs])

    def handle_transaction_event(self, event):
        self.add("TransactionEvent", event.epc_list)

    def handle_transformation_event(self, event):
        self.add("TransformationEvent", [*event.input_epc_list, *event.output_epc_list])

    def handle_unexpected_element(self, event, element):
        pass

    def add(self, kind, epcs):
        self.found.append({"type": kind, "epcs": [epc.strip() for epc in epcs]})


parser = Collector(io.BytesIO(sys.stdin.buffer.read()))
parser.parse()
json.dump(parser.found, sys.stdout)
