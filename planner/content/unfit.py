"""What people write for a patient's conditions that is none of the program: what is to be done with each."""

import re
import unicodedata

UNFIT = (
    # growths
    r"cancers?|kanser\w*|kanker\w*|cancro|cancerigen\w*|\w+krebs(erkrank\w*)?|hat krebs|"
    r"krebs(leiden|krank\w*|erkrank\w*)|c\d\d\.\d{1,2}|"
    r"rak (piersi|pluc\w*|prostaty|jelita|kosci|skory|trzustki|nerki)|nowotwor\w*|tumou?r\w*|tumore\w*|"
    r"guz (mozgu|kosci)|"
    r"carcinom\w*|karzinom\w*|sarcom\w*|myelom\w*|lymphom\w*|leuka?emi\w*|melanom\w*|neoplas\w*|malignan\w*|maligne?|"
    r"metasta\w*|(bony?|bone|brain|liver|spinal|spine|lung|multiple) mets|mets|przerzut\w*|"
    r"(breast|lung|prostate|bowel|colon|bladder|renal|kidney|ovarian|thyroid|pancrea\w*) ca|"
    r"ca (breast|lung|prostate|bowel|colon|bladder|kidney|ovary|thyroid|pancreas|19\d\d|20\d\d)|"
    r"chemo(therap\w*)?|radiotherap\w*|chemioterap\w*|quimioterap\w*|oncolog\w*|onkolog\w*|"
    r"рак (груди|молочн\w*|простаты|легк\w*|кост\w*)|онколог\w*|опухол\w*|метастаз\w*|"
    r"\w*(癌|肿瘤|腫瘤|转移瘤|淋巴瘤|骨髓瘤|白血病)\w*|\w*سرطان\w*|"
    # the brain
    r"(?<!breast )(?<!back )strokes?|cva|schlaganfall\w*|\w*hemipleg\w*|hemipares\w*|derrame cerebral|"
    r"ictus( cerebr\w*)?|"
    r"accidente cerebrovascular|avc|udar( mozgu)?|инсульт\w*|inme|felc|\w*(中风|脑卒中|脑梗)\w*|سكتة( دماغية)?|"
    # the nerves of bladder and bowel
    r"cauda[- ]equina\w*|\bces\b|saddle[- ](numb\w*|ana?esth\w*|para?esth\w*|area|sensation)|"
    r"numb(ness)? (in|around|of) (the |his |her )?(saddle|groin|genitals?|bottom|perineum)|reithosen\w*|"
    r"(bladder|bowel) (incontinence|dysfunction|retention|problems?)|"
    r"(urinary|faecal|fecal) (retention|incontinence)|anestesia en silla de montar|anesthesie en selle|"
    # infections of the spine
    r"discitis|spondylodis[ck]itis|osteomyelit\w*|epidural abs[cz]ess"
)
"""What the program has no condition for, and what exercise may be wrong for: in English, German, Spanish, French,
Polish and some other languages, in small letters without accents."""
ASK = "ask the clinician before you print"
NO_FIT = f"no condition of the program fits it: {ASK}"
"""What to do with such words."""
DOUBTFUL = (
    "it says that there is none, or that it is not sure: leave it out if there is none, and ask the clinician if it is "
    "not sure"
)
WHICH = "write which condition it is"
NO_WORD_OF_OURS = "it is no condition of the program: leave it out"
"""What to do with words that no exercise is changed for."""
DECIDED = (NO_FIT, DOUBTFUL, WHICH)
"""Advice beside which none is given on what a word may mean."""

_UNFIT = re.compile(rf"(?<!\w)({UNFIT})(?!\w)")
_SURE_NOT = re.compile(
    r"\?|(?<!\w)(no|not|non|none|nil|neg|negative|never|without|den(y|ies|ied)|excluded?|ruled[ -]out|r/o|"
    r"unlikely|query|"
    r"possibl[ey]|suspect(ed)?|probabl[ey]|perhaps|maybe|unsure|unclear|likely|\w*isn'?t|"
    r"kein\w*|nicht|ohne|ausgeschlossen|verdacht|v\. ?a\.|vd\.?|unklar|vielleicht|moglich\w*|"
    r"sin|descartad[oa]|posible|quizas?|sospecha|pas|sans|exclue?|peut-etre|soupcon|suspicion|nie|bez|brak|wykluczon\w*|"
    r"podejrzenie|moze|senza|sem|geen|не|нет|没有|没|无|لا|غير)(?!\w)|^(没有|没|无|未)"
)
_YES = frozenset("yes y true x 1 ja si oui tak sim sí да 是 نعم ✓ ✔ ☑ positive pos +".split())  # noqa: SIM905 - shorter
_BACK = r"(low(er)?[- ])?back[- ]?(pain|ache)|(lumbar|lower lumbar|lumbosacral) pain"
_NO_WORD = re.compile(
    rf"((chronic|acute|sub-?acute|recurrent|non-?specific|mechanical|simple|persistent|c|ns|a)[ -]?)*"
    rf"({_BACK}|lbp|lumbago)|"
    r"m54\.?[59]\d?|nka|nkda|no known (drug )?allerg(y|ies)|rucken(schmerz\w*)|kreuzschmerz\w*|"
    r"(mal de dos|lombalgies?|lumbalgias?|dolor lumbar|dolor de espalda|bol(e)? plecow|bole krzyza|lombalgia)"
)


def _plain(text: str) -> str:
    """Return a text in small letters, without accents and with single spaces."""
    plain = unicodedata.normalize("NFKD", text.casefold()).replace("ł", "l").replace("\u2019", "'")
    return " ".join("".join(letter for letter in plain if not unicodedata.combining(letter)).split())


def is_unfit(text: str) -> bool:
    """Return whether a text speaks of what the program has no condition for, and exercise may be wrong for."""
    return _UNFIT.search(_plain(text)) is not None


def no_guess(written: str) -> str:
    """Return what to do with a text that is no name of a condition, and that no condition is to be guessed from."""
    text = _plain(written)
    if text in _YES:
        return WHICH
    if _NO_WORD.fullmatch(text):
        return NO_WORD_OF_OURS
    if is_unfit(written):
        return NO_FIT
    return DOUBTFUL if _SURE_NOT.search(text) else ""
