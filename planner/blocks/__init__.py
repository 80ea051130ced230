"""What a page can hold: frozen values that know words and their order, no points, fonts or file format.

Blocks are the key under which finished pages are remembered, so a block computes its hash once and keeps it. A section
has its blocks in the module of its name; all of them can be had from here.
"""

from planner.blocks.after_care import *
from planner.blocks.base import *
from planner.blocks.calendar import *
from planner.blocks.checklist import *
from planner.blocks.clinician import *
from planner.blocks.cover import *
from planner.blocks.exercises import *
from planner.blocks.gallery import *
from planner.blocks.guidelines import *
from planner.blocks.handout import *
from planner.blocks.log import *
from planner.blocks.one_page import *
from planner.blocks.overview import *
from planner.blocks.safety import *
from planner.blocks.topics import *
from planner.blocks.wallet_card import *
