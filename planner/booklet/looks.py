"""Turn what is written about looks into what pages are made with: themes, people, photos, the clinic's pictures.

Each is made once in a run.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import cache, lru_cache
from hashlib import sha256
from math import ceil
from pathlib import Path
from typing import Literal

from planner.blocks import Image, Photograph
from planner.booklet.own_fonts import Stamps, faults, stamps
from planner.content.clinic import Clinic
from planner.content.exercise import Exercise, Step
from planner.content.pictures import NO_FOLDER, folders_of, in_folder, place_of, read_beside
from planner.content.posed import Posed
from planner.content.resources import data as folder_of
from planner.content.theme import Theme
from planner.figure import PEOPLE, Look
from planner.figure.drawing import Rgb
from planner.figure.look import rgb as painted_as
from planner.pdf.file.fold import reduction
from planner.pdf.file.images import PAGE, PRINTED, embedded, upright
from planner.pdf.layout.family import Family
from planner.pdf.layout.theme import PAPERS, SMALLEST, PageTheme, Proportions, rgb
from planner.problems import InputError, Problem

LEADING = {"airy": 1.06, "normal": 1.0, "compact": 0.95}
HEADINGS = {"small": 0.88, "normal": 1.0, "large": 1.06}
NUMERALS = {"light": 300, "regular": 400, "bold": 700}
CORNERS = {"square": 0.0, "soft": 1.0, "round": 1.4}
RULES = {"fine": 0.75, "normal": 1.0, "bold": 1.4}
OUTLINES = {"fine": 0.75, "normal": 1.0, "bold": 1.5}
"""What the words of a theme mean: factors for measures of `pdf.layout.theme` and of `figure`; weights of numerals."""
IN_TURN = ("brown-bob", "grey-receding", "dark-cropped", "broad-ponytail", "grey-bun", "broad", "grey-curly")
"""The people who take turns where nobody chose one."""
OLDER_IN_TURN = ("grey-bun", "broad", "grey-curly", "grey-receding", "broad-ponytail")
"""Those who do for a patient who is unsteady or has thin bones: most of them are older."""
PREGNANT_IN_TURN = ("pregnant-bob", "pregnant-dark", "pregnant-fair", "pregnant-ponytail")
"""Those who do for a patient who is pregnant."""
LEAST = 0.22
"""By how much the greys of skin and shorts differ at least, of 1: less is one leg on a copy."""
DARK_SKIN = 0.6
"""Shorts are made lighter where skin is darker than this grey, else darker."""
LIGHTER, DARKER = 0.44, 0.25
"""How far towards white or black those shorts are moved at least, as a share."""
LEAST_SHIRT, WHITE = 0.1, 0.97
"""By how much the greys of a shirt and of skin and shorts differ at least; and from where on a shirt is line art."""
SHARES = (0.0, -0.05, 0.2, -0.1, 0.4, -0.15, 0.6, -0.2, 0.8, -0.25, -0.3, -0.35)
"""How far towards white, or black if negative, a shirt is moved until they do."""


WIDEST = "source-sans-3"
"""The look with Greek, Cyrillic and Vietnamese letters, which helps out the others."""
SCRIPTS = "scripts"
"""The folder of the families below."""
OTHERS: dict[str, tuple[str, ...]] = {
    "vazirmatn": ("ar", "fa", "ur"),
    "noto-sans-hebrew": ("he", "yi"),
    "noto-sans-devanagari": ("hi", "mr", "ne"),
    "noto-sans-bengali": ("bn", "as"),
    "noto-sans-gurmukhi": ("pa",),
    "noto-sans-sc": ("zh", "ja"),
    "noto-sans-kr": ("ko",),
}
"""Families that draw what the theme's cannot, in the order in which they are asked; and the languages they are for."""


@lru_cache(maxsize=64)
def theme_of(
    written: Theme,
    paper: str,
    size: str = "standard",
    language: str = "en",
    *,
    rtl: bool = False,
    folded: bool = False,
    fonts: Stamps = (),
) -> PageTheme:
    """Return a written theme as type, colours and grid for a paper, a size and a language.

    fonts: its own ones as they are now (font_stamps). rtl: its pages are mirrored. folded: they are made smaller, so no
    type is so small that it could not be read then. Raise InputError if the theme's fonts are not there.
    """
    shape = Proportions(
        leading=LEADING[written.density],
        headings=HEADINGS[written.headings],
        numerals=NUMERALS[written.numerals],
        corners=CORNERS[written.corners],
        rules=RULES[written.rules],
    )
    least = ceil(SMALLEST[0] / reduction(PAPERS[paper]) * 10) / 10 if folded else SMALLEST[0]
    family = _family(written.family, language, rtl, fonts)
    colours = tuple(written.colours.model_dump().items())
    return _theme(family, paper, size, shape, least, colours)


def look_of(written: Theme, person: str | None = None) -> Look:
    """Return the person in charts: the patient's choice or the theme's, else a plain one, in the theme's colours."""
    colours = written.figure.model_dump(exclude={"person", "outline", "clothes"}, exclude_none=True)
    if person:  # whoever chooses a person chooses skin and hair
        colours = {key: value for key, value in colours.items() if key not in ("skin", "hair")}
    return _dressed(written, person or written.figure.person or "calm", colours)


def people_of(
    written: Theme, person: str | None = None, *, pregnant: bool = False, older: bool = False
) -> tuple[Look, ...]:
    """Return the people in the pictures, who take turns: the patient's choice or the theme's alone, else several."""
    if person or written.figure.person:
        return (look_of(written, person),)
    colours = written.figure.model_dump(exclude={"person", "outline", "clothes"}, exclude_none=True)
    in_turn = PREGNANT_IN_TURN if pregnant else OLDER_IN_TURN if older else IN_TURN
    return tuple(_dressed(written, name, colours) for name in in_turn)


def _dressed(written: Theme, person: str, colours: dict[str, str]) -> Look:
    painted = {"accent": written.colours.accent, "ink": written.colours.ink, **colours}
    look = _look(person, tuple(painted.items()), OUTLINES[written.figure.outline], written.figure.clothes)
    return _shirt_apart(_shorts_apart(look))


def _shirt_apart(look: Look) -> Look:
    """Return a person whose shirt a copy tells from skin and shorts, changed as little as will do; white stays."""
    shirt, others = look.shirt, (_grey(look.skin), _grey(look.shorts))
    if min(shirt) > WHITE:
        return look

    def moved(share: float) -> Rgb:
        red, green, blue = (part + ((1.0 - part) if share > 0 else part) * share for part in shirt)
        return (red, green, blue)

    for share in SHARES:
        if all(abs(_grey(moved(share)) - other) >= LEAST_SHIRT for other in others):
            return replace(look, shirt=moved(share))
    return look


def _shorts_apart(look: Look) -> Look:
    """Return a person whose shorts a copy tells from skin."""
    skin = _grey(look.skin)
    if abs(skin - _grey(look.shorts)) >= LEAST:
        return look
    shorts = _grey(look.shorts)
    if skin < DARK_SKIN:
        white, share = 1.0, max(LIGHTER, (skin + LEAST - shorts) / (1.0 - shorts))
    else:
        white, share = 0.0, max(DARKER, 1.0 - (skin - LEAST) / shorts)
    red, green, blue = (part + (white - part) * share for part in look.shorts)
    return replace(look, shorts=(red, green, blue))


def _grey(colour: tuple[float, float, float]) -> float:
    """Return how light a colour is on a copy, 0 to 1."""
    return 0.3 * colour[0] + 0.59 * colour[1] + 0.11 * colour[2]


TALL = 150.0
"""A photo's height in the units of drawings (a person's centimetres): with it, it may be 92 mm high on a card."""
TALLEST = 175.0
"""The height of the photo on the cover: that of the people whose place it takes."""
LONGEST = 4
"""A picture is at most so many times as wide as it is high, and the other way round."""


def photograph(exercise: Exercise, step: Step) -> Photograph:
    """Return a step's own picture. Raise InputError, with its place, if it cannot be printed."""
    place = place_of(exercise, step)
    return _photo(folders_of(exercise, place), step.picture or "", lambda says: exercise.problem(place, says))


@lru_cache(maxsize=64)
def _photograph(width: float, data: bytes, height: float) -> Photograph:
    """Return the same picture for equal files: drawings are compared by identity."""
    key = sha256(data).hexdigest()
    return Photograph(width=width, height=height, ground=0.0, shapes=(), key=key, data=data)


@cache
def _theme(
    family: Family, paper: str, size: str, shape: Proportions, least: float, colours: tuple[tuple[str, str], ...]
) -> PageTheme:
    return PageTheme(family, paper, size, shape=shape, least=least, **{name: rgb(colour) for name, colour in colours})


@cache
def _family(name: str, language: str, rtl: bool, stamps: Stamps) -> Family:  # noqa: FBT001 - part of a cache's key
    """A family of fonts; where it cannot draw the language's letters, the one that can comes first."""
    fonts = folder_of("fonts")
    others = [fonts / SCRIPTS / other for other in OTHERS]
    own = [folder for folder in others if language.partition("-")[0] in OTHERS[folder.name]]
    first = Path(name) if "/" in name else fonts / name
    folders = list(dict.fromkeys([*own, first, fonts / WIDEST, *others]))
    return Family(folders, language, rtl=rtl, stamps=() if own else stamps)


def look_at_fonts(theme: Theme, clinic: Clinic) -> None:
    """Raise InputError, with its place, for own fonts of a theme that cannot set a booklet, or may not be embedded."""
    wrong = faults(Path(theme.family)) if theme.has_own_fonts else ()
    if wrong:
        own = theme.problem if theme.origin else clinic.problem
        raise InputError(*(own(("family",) if theme.origin else ("theme", "family"), problem) for problem in wrong))


def font_stamps(written: Theme) -> Stamps:
    """Return the files of a theme's own fonts; none for a built-in family."""
    return stamps(Path(written.family)) or ((written.family, 0, 0),) if written.has_own_fonts else ()


@cache
def _look(person: str, colours: tuple[tuple[str, str], ...], outline: float, clothes: str | None) -> Look:
    painted = {name: painted_as(colour) for name, colour in colours}
    look = replace(PEOPLE[person], **painted, outline=outline)  # type: ignore[arg-type]  # colours only
    return replace(look, clothes=clothes) if clothes else look


def pictured(posed: Posed) -> Photograph:
    """Return a picture from a file of a topic, of guidelines or of a plan. Raise InputError with its place."""
    return _photo(in_folder(posed.beside), posed.file or "", posed.problem)


def cover_picture(clinic: Clinic) -> Photograph | None:
    """Return the clinic's photo for the cover. Raise InputError with its place."""
    if clinic.cover_picture is None:
        return None
    return _photo(_beside(clinic), clinic.cover_picture, lambda says: clinic.problem(("cover_picture",), says), TALLEST)


def _photo(
    folders: tuple[Path, ...], name: str, problem: Callable[[Problem], Problem], height: float = TALL
) -> Photograph:
    """Return a photo from the first folder that has it; problem puts the place to what is wrong with it."""
    data = read_beside(folders, name, problem)
    try:
        wide, high = upright(data)
    except InputError as error:
        raise InputError(*(problem(replace(p, quoted=name)) for p in error.problems)) from None
    if max(wide, high) > LONGEST * min(wide, high):
        text, advice = f"its sides are more than {LONGEST} to 1", "cut off what does not matter"
        raise InputError(problem(Problem(quoted=name, text=text, advice=advice)))
    return _photograph(height * wide / high, data, height)


def picture(clinic: Clinic, field: Literal["logo", "letterhead"]) -> Image | None:
    """Return a picture from a file beside the clinic's own. Raise InputError with its place."""
    name = getattr(clinic, field)
    if name is None:
        return None
    data = read_beside(_beside(clinic), name, lambda says: clinic.problem((field,), says))
    try:
        embedded(data, PAGE if field == "letterhead" else PRINTED)
    except InputError as error:
        raise InputError(*(clinic.problem((field,), replace(p, quoted=name)) for p in error.problems)) from None
    printed = (clinic.name, clinic.phone if field == "letterhead" else None)  # what a cover leaves to the letterhead
    return Image(data, ", ".join(filter(None, printed)) or name)


def _beside(clinic: Clinic) -> tuple[Path, ...]:
    folder = clinic.folder()
    return () if folder is None else (folder,)


def refuse_files(clinic: Clinic) -> None:
    """Raise InputError for each file that a clinic without a folder names: none is looked for where a program runs."""
    named = [] if clinic.folder() else [(field,) for field in ("logo", "letterhead", "cover_picture")]
    wrong = [clinic.problem(loc, replace(NO_FOLDER, quoted=name)) for loc in named if (name := getattr(clinic, loc[0]))]
    if clinic.theme and clinic.theme.lacks_folder:
        loc = ("theme", "family")
        wrong.append(clinic.problem(loc, replace(NO_FOLDER, quoted=clinic.theme.family)))
    if wrong:
        raise InputError(*wrong)


def look_at_pictures(clinic: Clinic) -> None:
    """Raise InputError, with their places, for pictures of a clinic that cannot be printed."""
    refuse_files(clinic)
    wrong: list[Problem] = []
    looks: tuple[Callable[[], object], ...] = (
        lambda: picture(clinic, "logo"),
        lambda: picture(clinic, "letterhead"),
        lambda: cover_picture(clinic),
    )
    for look in looks:
        try:
            look()
        except InputError as error:
            wrong += error.problems
    if wrong:
        raise InputError(*wrong)


def picture_stamps(clinic: Clinic) -> tuple[tuple[int, int] | None, ...]:
    """Return size and time of change of the clinic's pictures; None for one that is not there."""
    folder = clinic.folder()
    stamps: list[tuple[int, int] | None] = []
    for name in (clinic.logo, clinic.letterhead, clinic.cover_picture):
        try:
            stat = (folder / name).stat() if folder and name else None
        except (OSError, ValueError):  # whoever prints it says what is wrong with it
            stat = None
        stamps.append((stat.st_size, stat.st_mtime_ns) if stat else None)
    return tuple(stamps)
