"""Words by which people call conditions: in the heads of columns, and in remarks that are not read."""

import re
import unicodedata
from functools import lru_cache

from planner.content.library import Library
from planner.content.suggest import CAESAREAN

WORDS = {
    "pregnancy": r"pregnan\w*|schwanger\w*|ssw|enceinte|grossesse|embaraz\w*|gestante|gravid\w*|(w )?ciaz[ay]|"
    r"ciezarn\w*|hamile\w*|беремен\w*|\w*(怀孕|孕妇|妊娠)\w*|حامل|حمل|الحمل",
    "after-birth": rf"{CAESAREAN}|entbindung|wochenbett|post[- ]?(partum|natal)|postparto|po porodzie",
    "osteoporosis": r"osteopor\w*|остеопор\w*|\w*骨质疏松\w*|هشاشة العظام",
    "hip-replacement": r"(huft|knie|hip|knee)?[- ]?tep|(total )?hip replacement|huftprothese|protesis de cadera|"
    r"prothese de hanche|endoproteza",
    "stenosis-extension-sensitive": r"\w*stenos(is|e|en)|estenosis|stenoza",
    "sciatica": r"sciatica|ischias|ischialgie|sciatique|ciatica|rwa kulszowa|\w*坐骨神经痛\w*",
    "spondylolisthesis": r"spondylolisth\w*|espondilolist\w*|gleitwirbel|wirbelgleiten|kregozmyk",
    "hypertension": r"hypertens\w*|hyperton\w*|hipertens\w*|high blood pressure|bluthochdruck|htn|hta|nadcisnienie\w*|"
    r"heart (failure|disease)|herzinsuffizienz|\w*高血压\w*|ارتفاع ضغط الدم",
    "balance": r"schwindel\w*|vertig\w*|dizz\w*|mareos?|sturz\w*|gesturzt|hingefallen|fall risk|falls|"
    r"^fell$|(s?he|has|they|patient|pt) fell|fell (over|down|off|on|in|out|from|at|last|twice|once|again|\d)|"
    r"caidas?|se cayo|chutes?|est tombee?|upad(ek|ki|l|la)|zawroty glowy|gleichgewicht\w*",
    "post-surgery": r"surger(y|ies)|operat(ion|ions|ed)|operiert?|op|(spinal )?fusion|spondylodese|versteifung|"
    r"laminectom\w*|discectom\w*|cirugias?|operad[oa]|operacion(es)?|artrodesis|chirurgie|operee?|arthrodese|"
    r"operacj[ai]|operowan[aey]|po operacji",
}
"""By condition, what stands for it in English, German, Spanish, French and Polish, and the name in Arabic and Chinese:
in small letters without accents. A word that is as often about something else is none of them."""
_HIP_OR_KNEE = r"(hip|knee|hufte|knie|hanche|genou|cadera|rodilla|anca|ginocchio|biodra|kolana|heup|hoft\w*|quadril)"
_AID = r"(sticks?|canes?|frames?|zimmer|walkers?|crutch(es)?)"
LEG = ("sciatica", "sciatica-acute", "sciatica-flexion-sensitive", "stenosis-extension-sensitive")
IN_REMARKS = {
    (
        "osteoporosis",
    ): r"thin bones?|brittle bones?|osteopen\w*|dexa|dxa|alendron\w*|risedron\w*|zoledron\w*|bisphosphonat\w*|"
    r"denosumab|fosamax|prolia|\w*fra[ck]t(ur|uur)\w*|fratur\w*|frattur\w*|"
    r"broken (hip|back|wrist|bones?|neck|pelvis)|#? ?nof|neck of femur|"
    r"(wirbel|knochen|oberschenkelhals|schenkelhals|handgelenk)\w*bruch|knochenschwund|zlaman\w*|botbreuk|"
    r"benskor\w*|\w*骨折\w*|كسر|(wedged?|crush(ed)?|compression) (#|fx|deformit\w*)|[tl]\d{1,2} ?(#|fx)|"
    r"# ?[tl]\d{1,2}|# ?(left |right |l |r )?(hip|wrist|pelvis|femur|humerus|radius|rib|spine|vertebra\w*)",
    (
        "hip-replacement",
    ): rf"new (l |r |left |right )?(hip|knee)s?|t[hk]r|tka|{_HIP_OR_KNEE}s?[- ](replac|prosth|resurfac|arthropl)\w*|"
    r"hemi[- ]?arthroplast\w*|arthroplast\w*|"
    rf"proth?es[ei]s?( total[ei]?)?( d[eiou]| da| del| della| al| de la| de l'| d'| dell')? ?{_HIP_OR_KNEE}|"
    rf"(neue|nieuwe|nueva|nouvelle|nuova|nowe) {_HIP_OR_KNEE}|"
    rf"(huft|knie|heup|hoft)[- ]?(prothese|protes|gelenk\w*)|endoprotez\w*|proteza {_HIP_OR_KNEE}|\w*髋关节置换\w*",
    ("pregnancy", "after-birth", "pelvic-girdle-pain"): r"([4-9]|[1-3]\d|4[0-2])( ?\+ ?\d)?/40|edd[\s:.-]*\d\w*|"
    r"expecting (an? |her |their )?((first|second|third) )?(baby|child|twins|triplets)|is expecting|antenatal|prenatal|"
    r"expecting in (january|february|march|april|may|june|july|august|september|october|november|december|"
    r"jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|spring|summer|autumn|\d+ w(ee)?ks?)|"
    r"\d+ weeks? (gone|gestation)|gestation\w*|incinta|gravidanza|embarazo|havande|zwanger\w*|grossesse|"
    r"gave birth|new baby|breast ?feeding|lscs|em ?cs|el ?cs|c/s|c[- ]sect?|"
    r"entbunden|stillt|accouch\w*|parto|porod\w*|pgp|spd|symphys\w*|"
    r"pelvi(c|s) (girdle )?(pain|hurts)|beckenschmerz\w*",
    ("hypertension",): r"bp|(high|raised) blood pressure|angina|angine de poitrine|"
    r"heart (attack|failure|disease|condition|problems?)|"
    r"cardiac (arrest|event|failure|history|problems?|surgery|rehab\w*|bypass)|ihd|cabg|ccf|"
    r"(n?stemi|(previous|old|recent|had an?|post|acute) mi|mi (in )?((19|20)\d\d|\d{1,2}/\d\S*|last|x ?\d))|"
    r"stents?|pacemaker|"
    r"atrial fibrillation|herz(infarkt|krank\w*|erkrankung|fehler|schrittmacher)|infart[oi]|infarctus|"
    r"insuffisance cardiaque|ipertes\w*|(presion|tension|pressao|pressione) (alta|arterial)|pressione alta|"
    r"hoge bloeddruk|hogt blodtryck|zawal|choroba serca|\w*心脏病\w*|مرض القلب",
    ("balance", "floor-access", "knee-kneeling"): r"unsteady|poor balance|off balance|balance (problems?|issues?)|"
    rf"(uses?|using) (an? |his |her |two |2 )?{_AID}|(with|on) (an?|his|her|two|2) {_AID}|{_AID} user|"
    r"walking[- ](sticks?|frame|aid)|zimmer frame|rollator\w*|wheel ?chair\w*|crutches|bed[- ]?bound|"
    r"house[- ]?bound|(can ?not|can'?t|unable to) (lie|kneel|stand|get (up|down|on|off|out of))|hoist|"
    r"rollstuhl\w*|gehhilfe|gehstock|gehstutzen|bettlagerig|fauteuil roulant|deambulateur|silla de ruedas|"
    r"andador|muletas?|sedia a rotelle|deambulatore|wozek inwalidzki|o kulach|rolstoel|rullstol|rullator|"
    r"cadeira de rodas|\w*轮椅\w*|كرسي متحرك|cadut[ae]|vertigini|caidas",
    (
        *LEG,
        "neck-pain",
        "wrist-shoulder",
    ): r"leg pain|pain in (the |his |her )?(left |right |both )?legs?|foot drop|drop foot|dropped foot|radicul\w*|"
    r"claudic\w*|beinschmerz\w*|fussheber\w*|sciatalgia|lombosciatalgia|stenosi|neck pain|"
    r"sore neck|cervicalgi[ae]|cervical radic\w*|nackenschmerz\w*|hws|dolor de cuello|frozen shoulder|"
    r"rotator cuff|schultersteife|shoulder pain|wrist (pain|injury)|carpal tunnel",
    (
        "spondylolisthesis",
        "post-surgery",
    ): r"spondy|pars (defect|fracture)|spondylolys\w*|slipped (bone|vertebra)|micro ?disc?k?ectom\w*|"
    r"dis[ck]ectom\w*|lamin(ectom|otom|oplast)\w*|decompression|[tpa]lif|acdf|"
    r"rods? in (the |his |her )?(back|spine)|hernia repair|hysterectom\w*|laparo(tom|scop)\w*|bandscheiben-?op|"
    r"intervento|operat[oa] al",
}
"""What else stands for one of some conditions in a remark: plain words, short forms, drugs and operations. In the head
of a column they may be about something else. Names are none of them: a walker is who uses one, or walks with one."""
NO_SURGERY = re.compile(r"\b(gp|dr|doctor|doctors|practice|local|op)\b")
"""What a head has beside `surgery` where it is a doctor's, and a head that says when a surgeon operates."""

ALSO_MONEY = ("balance",)
"""Ids that a column for something else is called, too."""


def plain(text: str) -> str:
    """Return a text in small letters, without accents and with single spaces."""
    if text.isascii():
        return " ".join(text.casefold().split())
    plain = unicodedata.normalize("NFKD", text.casefold()).replace("ł", "l").replace("ø", "o").replace("\u2019", "'")
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
