"""Hashes the events of documents with the reference implementation, epcis-event-hash-generator.

Takes a JSON list of {"form": "xml" | "json", "text": "..."} on standard input; prints for each document a list with the
hash of each of its events.
"""
import json
import logging
import sys

# Nothing but errors: it logs every value on its way.
logging.disable(logging.WARNING)

from epcis_event_hash_generator import hash_generator, json_to_py, xml_to_py

READERS = {"json": json_to_py, "xml": xml_to_py}


def hashes(document):
    # It keeps the prefixes of every document that it has read.
    json_to_py._namespaces.clear()
    kind, value, events = READERS[document["form"]].event_list_from_epcis_document_str(document["text"])
    # One by one: an event that it cannot hash is left out of a list.
    return [hash_generator.epcis_hashes_from_events((kind, value, [event])) for event in events]


json.dump([hashes(document) for document in json.load(sys.stdin)], sys.stdout)
