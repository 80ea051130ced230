"""Words by which people call conditions: in the heads of columns, and in remarks that are not read."""

import re
import unicodedata
from functools import lru_cache

from planner.content.library import Library

WORDS = {
    "pregnancy": r"pregnan\w*|schwanger\w*|ssw|enceinte|grossesse|embaraz\w*|gestante|gravid\w*|(w )?ciaz[ay]|"
    r"ciezarn\w*|怀孕|孕妇|حامل|حمل|الحمل",
    "after-birth": r"kaiserschnitt|c(a)?esarean|c[- ]section|cesarea|cesarienne|cesarskie|entbindung|wochenbett|"
    r"post[- ]?(partum|natal)|postparto|po porodzie",
    "osteoporosis": r"osteopor\w*|骨质疏松\w*|هشاشة العظام",
    "hip-replacement": r"(huft|knie|hip|knee)?[- ]?tep|(total )?hip replacement|huftprothese|protesis de cadera|"
    r"prothese de hanche|endoproteza",
    "stenosis-extension-sensitive": r"\w*stenos(is|e|en)|estenosis|stenoza",
    "sciatica": r"sciatica|ischias|ischialgie|sciatique|ciatica|rwa kulszowa|坐骨神经痛",
    "spondylolisthesis": r"spondylolisth\w*|espondilolist\w*|gleitwirbel|wirbelgleiten|kregozmyk",
    "hypertension": r"hypertens\w*|hyperton\w*|hipertens\w*|high blood pressure|bluthochdruck|htn|hta|nadcisnienie\w*|"
    r"heart (failure|disease)|herzinsuffizienz|高血压|ارتفاع ضغط الدم",
    "balance": r"schwindel\w*|vertig\w*|dizz\w*|mareos?|sturz\w*|gesturzt|hingefallen|fall risk|falls|fell|caidas?|"
    r"se cayo|chutes?|est tombee?|upad(ek|ki|l|la)|zawroty glowy|gleichgewicht\w*",
    "post-surgery": r"surger(y|ies)|operat(ion|ions|ed)|operiert?|op|(spinal )?fusion|spondylodese|versteifung|"
    r"laminectom\w*|discectom\w*|cirugias?|operad[oa]|operacion(es)?|artrodesis|chirurgie|operee?|arthrodese|"
    r"operacj[ai]|operowan[aey]|po operacji",
}
"""By condition, what stands for it in English, German, Spanish, French and Polish, and the name in Arabic and Chinese:
in small letters without accents. A word that is as often about something else is none of them."""
NO_SURGERY = re.compile(r"\b(gp|dr|doctor|doctors|practice|local|op)\b")
"""What a head has beside `surgery` where it is a doctor's, and a head that says when a surgeon operates."""

ALSO_MONEY = ("balance",)
"""Ids that a column for something else is called, too."""


def plain(text: str) -> str:
    """Return a text in small letters, without accents and with single spaces."""
    if text.isascii():
        return " ".join(text.casefold().split())
    plain = unicodedata.normalize("NFKD", text.casefold()).replace("ł", "l").replace("ø", "o")
    return " ".join("".join(letter for letter in plain if not unicodedata.combining(letter)).split())


@lru_cache(maxsize=1000)
def condition_named(head: str) -> str | None:
    """Return the condition after which a column is called: `Osteoporosis (Y/N)`; None if it is called otherwise."""
    text = plain(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", head).replace("_", " "))
    found = next((key for key, words in WORDS.items() if re.search(rf"(?<!\w)({words})(?!\w)", text)), None)
    return None if found == "post-surgery" and NO_SURGERY.search(text) else found


def condition_called(head: str, library: Library) -> str | None:
    """Return the condition after which a column is called: by such a word, or by an id or an English title."""
    text = _bare(head)
    own = (key for key in library.ids("conditions") if text in (_bare(key), _bare(library.conditions[key].title)))
    return condition_named(head) or next((key for key in own if key not in ALSO_MONEY), None)


def _bare(text: str) -> str:
    return plain(re.sub("[-_]", " ", text))
