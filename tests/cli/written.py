"""A plan, a patient and a clinic as written, and what is read in a booklet."""

import pypdfium2
import yaml

from planner import make_booklet
from planner.content.patient import Patient
from planner.content.plan import Plan

PLAN = """\
title: Easy moves
summary: A little each day.
version: "1.0"
for: Low back pain.
not_for: Leg pain.
weeks: 1
days: [mon, wed, fri]
phases: [{title: Settle, weeks: 1, aim: Calm the pain., exercises: [walking]}]
"""
PATIENT = """\
name: Ana Souza
id: MRN-00412
born: 1971-04-03
start: 2026-12-01
conditions: [balance]
appointments: ["2026-12-02 10:30"]
"""
CLINIC = """\
name: Riverside Physiotherapy
clinician: Maria Lee, PT
phone: "+44 20 7946 0000"
emergency_number: "144"
traffic_light: {green: 2, amber: 4}
week_starts: sunday
"""


def pages(data: bytes) -> list[str]:
    """What each page says, with single spaces."""
    document = pypdfium2.PdfDocument(data)
    try:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    finally:
        document.close()


def bare(text: str) -> str:
    """Without the white space that lines and pages put between letters."""
    return "".join(text.split())


def booklet(text: str = PLAN, **patient) -> bytes:
    return make_booklet(plan_from(text), Patient.model_validate(patient)).data


def plan_from(text: str) -> Plan:
    return Plan.model_validate(yaml.load(text, yaml.BaseLoader))


ROSTER = "id,name,born\nMRN-1,Ana Souza,1971-04-03\nMRN-2,Bo Quist,1980-02-30\nMRN-3,Cy Lind,2015-01-01\n"
GOOD = "id,name\n1,Ana Souza\n2,Bo Quist\n"
WORDS = ("batch", "plan.yaml", "roster.csv", "-o", "out")
