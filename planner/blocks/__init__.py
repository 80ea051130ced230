"""What a page can hold: frozen values that know words and their order, no points, fonts or file format.

Blocks are the key under which finished pages are remembered, so a block computes its hash once and keeps it.
"""

from planner.blocks.after_care import Advice, Advices, References, Walkers
from planner.blocks.base import (
    Block,
    Columns,
    Figure,
    Heading,
    Icon,
    IconLine,
    Image,
    Items,
    PageBreak,
    Photograph,
    Run,
    Section,
    Text,
    Words,
)
from planner.blocks.calendar import Day, Ticks, Week, WeekRow
from planner.blocks.checklist import Answer, Blank, Hatch, Hatches, Outline, Outlines, TickBoxes, TickColumns
from planner.blocks.clinician import ClinicianSheet, Listing, Questions, Remarks
from planner.blocks.cover import Cover, Field
from planner.blocks.exercises import Amount, Card, Picture, Tip, Video
from planner.blocks.gallery import Cell, Gallery
from planner.blocks.guidelines import Principle, Principles
from planner.blocks.log import Chart, Goal, Goals
from planner.blocks.one_page import Lights
from planner.blocks.overview import Labelled, Labels, Move, Moves, Phase, Phases
from planner.blocks.safety import Alert, PainScale, Signal, Signals
from planner.blocks.topics import BesideBody, BodyMap, Note, Pair, Pairs, Place, Points, Side, Spot, Stage, Stages
from planner.blocks.wallet_card import WalletCards

__all__ = [
    "Advice",
    "Advices",
    "Alert",
    "Amount",
    "Answer",
    "BesideBody",
    "Blank",
    "Block",
    "BodyMap",
    "Card",
    "Cell",
    "Chart",
    "ClinicianSheet",
    "Columns",
    "Cover",
    "Day",
    "Field",
    "Figure",
    "Gallery",
    "Goal",
    "Goals",
    "Hatch",
    "Hatches",
    "Heading",
    "Icon",
    "IconLine",
    "Image",
    "Items",
    "Labelled",
    "Labels",
    "Lights",
    "Listing",
    "Move",
    "Moves",
    "Note",
    "Outline",
    "Outlines",
    "PageBreak",
    "PainScale",
    "Pair",
    "Pairs",
    "Phase",
    "Phases",
    "Photograph",
    "Picture",
    "Place",
    "Points",
    "Principle",
    "Principles",
    "Questions",
    "References",
    "Remarks",
    "Run",
    "Section",
    "Side",
    "Signal",
    "Signals",
    "Spot",
    "Stage",
    "Stages",
    "Text",
    "TickBoxes",
    "TickColumns",
    "Ticks",
    "Tip",
    "Video",
    "Walkers",
    "WalletCards",
    "Week",
    "WeekRow",
    "Words",
]
