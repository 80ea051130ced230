"""When to get help, and how pain guides the exercises. No plan can leave it out."""

from datetime import date
from typing import Literal

from planner.blocks import (
    END,
    Alert,
    Block,
    Case,
    Cases,
    Heading,
    Help,
    Icon,
    Key,
    LastLine,
    PageBreak,
    PainScale,
    Shown,
    Signal,
    Signals,
    Signs,
    Words,
)
from planner.content.condition import AFTER_BIRTH, CHILDBEARING, LEG_PAIN, PREGNANCY, STENOSIS
from planner.content.spec import Spec
from planner.programme.programme import Programme
from planner.sections.edition import Edition, joined, sign_pages, through

NBSP = "\u00a0"
"""Keeps a phone number on one line."""
SINCE = date(2026, 1, 1)
"""When this program came out: the age on this day is the least that somebody without a first day can have."""

KEY: tuple[tuple[Icon, str], ...] = (
    ("move", "sign_move"),
    ("hold", "sign_hold"),
    ("other side", "sign_other"),
    ("works", "sign_works"),
    ("felt", "sign_stretch"),
)
"""The signs in pictures, each with the key of its word."""
MIDWIFE = "midwife"
"""The name of the page with the signs for the midwife, for the pages that point to it."""
MOST_PAGES = 5
"""More pages than the emergency signs ever take: each gets its own pointer to the list after them."""
NAMED = ("hold", "other side")
"""Those that stand behind a picture's label, with a word."""


def blocks(programme: Programme, edition: Edition, options: Spec) -> tuple[Block, ...]:
    """Return the signs by urgency, in a pregnancy or after a birth those for the midwife, and the traffic light."""
    page = programme.pages.of("safety")
    pages = [(help_page(programme, edition, page, "safety"),), _midwife(programme, edition), _guide(programme, edition)]
    first, *others = filter(None, pages)
    return (*first, *(block for blocks in others for block in (PageBreak(yields=True), *blocks)))


def call(programme: Programme, edition: Edition) -> Words:
    """Return whom to call in an emergency: the clinic's emergency number, else the common ones."""
    number = programme.clinic.emergency_number
    if number:
        return edition.words("safety.emergency_call", number=number)
    return edition.words("safety.emergency_call_any")


def emergency_signs(programme: Programme, edition: Edition) -> tuple[Words, ...]:
    """Return the emergency signs, then those of the patient's conditions.

    For whoever has leg pain in both legs anyway, only what is new or worse counts. Not for whoever only has a plan for
    such pain: nobody has said that it is usual, and a call too many is safer than one too few.
    """
    signs = edition.each("safety.emergency_signs")
    if STENOSIS in programme.own_conditions:
        usual, new = edition.words("safety.both_legs"), edition.words("safety.both_legs_usual")
        signs = tuple(new if sign == usual else sign for sign in signs)
    return (*signs, *own_signs("emergency_signs", programme, edition))


def today_signs(programme: Programme, edition: Edition) -> tuple[Words, ...]:
    """Return the signs for a call today, then those of the patient's conditions."""
    signs = edition.each("safety.today_signs")
    asked = zip(signs, asked_today(programme, edition), strict=True)
    return (*(sign for sign, is_asked in asked if is_asked), *own_signs("today_signs", programme, edition))


def own_signs(
    urgency: Literal["emergency_signs", "today_signs"], programme: Programme, edition: Edition
) -> tuple[Words, ...]:
    """Return the signs of an urgency that the patient's conditions add; not those to be called about sooner."""
    mine = (c for name, c in edition.library.conditions.items() if name in programme.patient.conditions)
    signs = (sign for c in mine for sign in (c.emergency_signs if urgency == "emergency_signs" else c.today_signs))
    sooner = _at_once_after_birth(programme, edition)
    return tuple(sign for sign in signs if joined(sign) not in sooner)


def _at_once_after_birth(programme: Programme, edition: Edition) -> tuple[Words, ...]:
    """Return the signs for a call today that are for the midwife at once, in other words, after a birth."""
    return edition.each("safety.birth_signs_today") if after_birth(programme) else ()


def asked_today(programme: Programme, edition: Edition) -> tuple[bool, ...]:
    """Return which signs for a call today to ask about: pregnancy only where it may be, and is not known already.

    What is to be called about at once after a birth is not among them, either.
    """
    signs, patient = edition.each("safety.today_signs"), programme.patient
    possible = (
        PREGNANCY not in programme.own_conditions
        and not after_birth(programme)
        and _age(patient.born, programme.first_day or SINCE) < CHILDBEARING.stop
    )
    needless = () if possible else edition.each("safety.pregnancy_signs")
    needless += _at_once_after_birth(programme, edition)
    return tuple(sign not in needless for sign in signs)


def _age(born: date | int | None, day: date) -> int:
    """Return the least age on a day, in whole years; 0 if nothing is known."""
    if born is None:
        return 0
    if isinstance(born, int):
        return day.year - born - 1
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def ranges(programme: Programme, edition: Edition) -> tuple[tuple[Icon, str, str], ...]:
    """Return the traffic light: for each colour a shape, the key of its word, and its pain scores."""
    light = programme.clinic.traffic_light
    scores = ((0, light.green), (light.green + 1, light.amber), (light.amber + 1, 10))
    shapes: tuple[tuple[Icon, str], ...] = (("go", "go"), ("ease off", "ease_off"), ("stop", "stop"))

    def text(first: int, last: int) -> str:
        return edition.say("safety.range", first=first, last=last) if first < last else edition.language.number(first)

    return tuple((icon, key, text(*score)) for (icon, key), score in zip(shapes, scores, strict=True))


def help_page(programme: Programme, edition: Edition, page: int, anchor: str) -> Help:
    """Return the page that says when to get help, given its number and the name by which others refer to it."""
    say = edition.say
    return Help(
        title=say("safety.help_title"),
        lead=say("safety.help_lead"),
        alerts=(
            emergency(programme, edition),
            today(programme, edition),
            Alert(3, "visit", say("safety.visit"), say("safety.visit_signs"), ()),
        ),
        next=tuple(edition.words("safety.today_next", page=page + n) for n in range(1, MOST_PAGES)),
        anchor=anchor,
    )


def emergency(programme: Programme, edition: Edition) -> Alert:
    """Return the emergency signs with boxes to tick."""
    say = edition.say
    shown = Shown("saddle", say("safety.saddle"), say("safety.saddle_alt"))
    signs = Signs(emergency_signs(programme, edition), say("safety.tick"), shown=shown)
    return Alert(1, "stop", say("safety.emergency_tick"), call(programme, edition), (signs,), say("safety.more"))


def today(programme: Programme, edition: Edition) -> Alert:
    """Return the signs for a call today with boxes to tick."""
    say, signs = edition.say, Signs(today_signs(programme, edition), edition.say("safety.tick"), columns=2)
    return Alert(2, "phone", say("safety.today_tick"), "", (signs,), say("safety.more"))


def with_pages(key: str, programme: Programme, edition: Edition) -> Words:
    """Return a phrase that names the pages of the warning signs, and those of the signs for the midwife if there are.

    A phrase that has a form for it names them from the first to the last where signs stand on all of them.
    """
    page, own = sign_pages("safety", programme, edition), sign_pages(MIDWIFE, programme, edition)
    apart = programme.pages.of(MIDWIFE) > programme.pages.of("safety")
    if pages := _all_pages(programme, edition):
        whole, language = f"{key}_range", edition.language
        if whole in language.phrases and (whole not in language.untranslated or key in language.untranslated):
            return edition.words(whole, pages=pages)
    return edition.words(f"{key}_two", page=page, own=own) if apart else edition.words(key, page=page)


def _all_pages(programme: Programme, edition: Edition) -> str:
    """Return the first and the last page with signs, if they are on all from one to the other, and some go on."""
    of = programme.pages.of
    first, own = of("safety"), of(MIDWIFE)
    last, end = of("safety" + END) or first, of(MIDWIFE + END) or own
    if own <= first:
        return through(first, last, edition) if last > first else ""
    return through(first, end, edition) if own == last + 1 and end > first + 1 else ""


def pregnant(programme: Programme) -> bool:
    """Return whether it is for somebody who is pregnant."""
    return PREGNANCY in programme.patient.conditions


def after_birth(programme: Programme) -> bool:
    """Return whether it is for somebody in the first weeks after a birth."""
    return AFTER_BIRTH in programme.patient.conditions and not pregnant(programme)


def midwife(programme: Programme) -> str:
    """Return how the phrases begin with what the midwife is to be called about; nothing for whom there are none."""
    return "safety.midwife" if pregnant(programme) else "safety.birth" if after_birth(programme) else ""


def _midwife(programme: Programme, edition: Edition) -> tuple[Block, ...]:
    """Return the page that says when to call the midwife; for whoever is pregnant, how to rest and move, too."""
    key, say = midwife(programme), edition.say
    if not key:
        return ()
    note, signs = edition.words("safety.midwife_note", title=say("safety.emergency")), edition.each(f"{key}_signs")
    now = Alert(
        2, "phone", say(f"{key}_tick"), note, (Signs(signs, say("safety.tick"), columns=2),), say("safety.more")
    )
    others = (
        Alert(3, "visit", say("safety.midwife_visit"), say("safety.midwife_visit_says"), ()),
        Alert(3, "you", say("safety.midwife_rest"), say("safety.midwife_rest_says"), ()),
    )
    alerts = (now, *others) if pregnant(programme) else (now,)
    return (Help(title=say(f"{key}_title"), lead=say(f"{key}_lead"), alerts=alerts, anchor=MIDWIFE),)


def picture_key(edition: Edition, *, named: bool = True) -> Key:
    """Return the signs of the pictures; those that have a word beside them on the cards only if named."""
    say = edition.say
    signs = tuple((i, say(f"safety.{key}_name"), say(f"safety.{key}")) for i, key in KEY if named or i not in NAMED)
    return Key(say("safety.pictures"), signs)


def _guide(programme: Programme, edition: Edition) -> tuple[Block, ...]:
    say, light, phone = edition.say, programme.clinic.traffic_light, programme.clinic.phone
    rows = tuple(
        Signal(icon, text, say(f"safety.{key}"), say(f"safety.{key}_says"))
        for icon, key, text in ranges(programme, edition)
    )
    whom, red = "" if phone else "_doctor", light.amber + 1
    number = edition.words("safety.phone", phone=phone.replace(" ", NBSP)) if phone else edition.words("safety.doctor")
    hurts = any(condition in LEG_PAIN for condition in programme.patient.conditions)
    stops = "safety.stop_all_pregnant_says" if pregnant(programme) else "safety.stop_all_says"
    leg = "safety.leg_says" if hurts else "safety.leg_new_says"
    return (
        Heading(say("safety.guide_title"), 1, say("safety.guide_lead"), head=say("safety.guide_name")),
        PainScale(light.green, light.amber, say("safety.least"), say("safety.most")),
        Signals(rows),
        Cases(
            (
                Case("harder", say("safety.move_up"), edition.words("safety.move_up_says", green=light.green)),
                Case("easier", say("safety.step_back"), edition.words("safety.step_back_says", green=light.green)),
                Case("you", say("safety.leg"), edition.words(leg)),
                Case(
                    "phone",
                    say(f"safety.stop_all{whom}"),
                    joined(edition.words(stops, red=red), number),
                ),
            )
        ),
        picture_key(edition),
        LastLine("stop", with_pages(f"safety.last{whom}", programme, edition)),
    )
