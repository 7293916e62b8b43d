"""Reads scans with biip: takes a JSON list of element strings on standard input, prints what biip makes of each.

With the argument `table` it prints instead what biip knows of every Application Identifier.
"""
import json
import sys

from biip import ParseError
from biip.gs1_application_identifiers import _GS1_APPLICATION_IDENTIFIERS
from biip.gs1_messages import GS1Message


def read(scan):
    try:
        message = GS1Message.parse(scan)
    except ParseError:
        return None
    # biip reads on past a wrong check digit; a pack with one is no pack.
    if any(element.gtin_error or element.sscc_error or element.gln_error for element in message.element_strings):
        return None
    return [
        {"identifier": element.ai.ai, "value": element.value, "date": element.date and element.date.isoformat()}
        for element in message.element_strings
    ]


def table():
    return [
        {"identifier": each.ai, "format": each.format, "needsSeparator": each.separator_required}
        for each in _GS1_APPLICATION_IDENTIFIERS.values()
    ]


json.dump(table() if sys.argv[1:] == ["table"] else [read(scan) for scan in json.load(sys.stdin)], sys.stdout)
