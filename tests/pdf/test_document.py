"""The file as a whole: trees that fit together, metadata, conformance."""

from io import BytesIO

import pikepdf
import pytest
from outloud import check

from planner import load_plan, make_booklet
from planner.content.clinic import Clinic, Paper
from planner.content.patient import Patient
from tests.pdf.structure import instructions

PAPERS: dict[Paper, tuple[float, float]] = {"A4": (595.28, 841.89), "Letter": (612, 792)}
ANA = Patient(name="Ana Souza", id="MRN-00412", born="1971-04-03", start="2026-12-01")
CLINIC = Clinic(name="Riverside & Söhne", phone="020 7946 0000", emergency_number="999")


@pytest.fixture(scope="module")
def booklets():
    plan = load_plan("low-back-relief")
    return {paper: make_booklet(plan, ANA, CLINIC, paper=paper) for paper in PAPERS}


@pytest.fixture(scope="module", params=PAPERS)
def pdf(request, booklets):
    with pikepdf.open(BytesIO(booklets[request.param].data)) as opened:
        opened.paper = PAPERS[request.param]  # type: ignore[attr-defined]  # ours, for the tests below
        yield opened


def elements(pdf):
    stack = [pdf.Root.StructTreeRoot.K]
    while stack:
        elem = stack.pop()
        yield elem
        stack += [kid for kid in elem.get("/K", []) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def parents(pdf):
    nums: dict[int, pikepdf.Object] = {}
    stack = [pdf.Root.StructTreeRoot.ParentTree]
    while stack:
        node = stack.pop()
        stack += list(node.get("/Kids", []))
        pairs = list(node.get("/Nums", []))
        nums |= {int(key): value for key, value in zip(pairs[::2], pairs[1::2], strict=True)}
    return nums


def test_pages_have_the_papers_size(pdf):
    assert [float(v) for v in pdf.pages[0].mediabox[2:]] == pytest.approx(pdf.paper, abs=0.1)


def test_every_mark_leads_to_the_element_that_owns_it(pdf):
    nums, seen = parents(pdf), 0
    for page in pdf.pages:
        owners = nums[int(page.StructParents)]
        marks = [
            int(operands[1]["/MCID"])
            for operands, operator in instructions(page)
            if operator == "BDC" and "/MCID" in operands[1]
        ]
        assert sorted(marks) == list(range(len(owners)))  # the name on the cover is a stream of its own, the last one
        for mcid, owner in enumerate(owners):
            kids = [int(kid.MCID) if isinstance(kid, pikepdf.Dictionary) and "/MCID" in kid else kid for kid in owner.K]
            assert mcid in kids
            seen += 1
    assert seen > 300


def test_everything_painted_is_tagged_or_an_artifact(pdf):
    painting = {"Tj", "TJ", "S", "f", "f*", "B", "B*", "Do", "re f"}
    for page in pdf.pages:
        depth = 0
        for _, name in instructions(page):
            depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(name, 0)
            assert depth > 0 or name not in painting
        assert depth == 0


def test_figures_have_words_and_a_box_on_their_page(pdf):
    figures = [e for e in elements(pdf) if e.S == "/Figure"]
    assert len(figures) > 15
    for figure in figures:
        assert len(str(figure.Alt)) > 10
        left, bottom, right, top = (float(v) for v in figure.A.BBox)
        assert 0 <= left < right <= pdf.paper[0]
        assert 0 <= bottom < top <= pdf.paper[1]


def test_tables_have_a_cell_for_every_column_and_scoped_heads(pdf):
    tables = [e for e in elements(pdf) if e.S == "/Table"]
    assert len(tables) > 6
    for table in tables:
        rows = [row for part in table.K for row in part.K]
        assert len({len(row.K) for row in rows}) == 1
        corner, *heads = rows[0].K
        assert corner.S == "/TH" or (corner.S == "/TD" and "/K" not in corner)  # nothing stands over names of rows
        assert all(cell.S == "/TH" and "/Scope" in cell.A for cell in heads)


def test_bookmarks_lead_to_the_pages_they_name(pdf):
    with pdf.open_outline() as outline:
        sections = [item.title for item in outline.root]
        weeks = [child.title for child in outline.root[3].children]
    assert sections == [
        "Cover", "Help fast", "Your plan", "Calendar", "Exercises", "Guidelines", "Topics", "For my doctor",
        "How I am doing", "After the plan",
    ]  # fmt: skip
    assert weeks == [f"Week {n}: {'Settle' if n < 3 else 'Build'}" for n in range(1, 7)]


def test_metadata_says_plan_language_and_clinic_but_never_the_patient(pdf, booklets):
    with pdf.open_metadata() as meta:
        assert meta["dc:title"] == "Low-back relief"
        assert meta["dc:description"] == "Low-back relief, version 1.0"
        assert meta["dc:creator"] == ["Riverside & Söhne"]
        assert meta["pdfaid:part"] == "2"
        assert meta["pdfaid:conformance"] == "A"
        assert meta["pdfuaid:part"] == "1"
    assert pdf.docinfo["/Title"] == "Low-back relief"
    assert pdf.docinfo["/Author"] == "Riverside & Söhne"
    assert str(pdf.Root.Lang) == "en"
    said = bytes(pdf.Root.Metadata.read_bytes()).decode() + str(dict(pdf.docinfo.items()))
    for private in ("Ana", "Souza", "MRN-00412", "1971"):
        assert private not in said


def test_the_fonts_are_embedded_subsets_and_nothing_else(pdf):
    fonts = pdf.pages[0].Resources.Font
    names = sorted(str(font.BaseFont) for font in fonts.values())
    weights = ("Bold", "Light", "Regular", "SemiBold")
    assert names == [f"/PLANNR+SourceSans3-{weight}" for weight in weights]
    for font in fonts.values():
        assert len(font.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes()) < 120_000


def test_nobodys_booklet_has_fields_to_write_on():
    data = make_booklet(load_plan("low-back-relief")).data
    with pikepdf.open(BytesIO(data)) as opened:
        fields = [str(e.Alt) for e in elements(opened) if e.S == "/Form" and e.A.Role == "/tv"]
    assert {"Your name", "First day", "Trainer"} <= set(fields)


@pytest.mark.parametrize("paper", PAPERS)
def test_conforms(paper, booklets, tmp_path):
    path = tmp_path / "booklet.pdf"
    path.write_bytes(booklets[paper].data)
    result = check(str(path), layers=["conformance"])
    assert result.error is None
    assert len(result.runs) > 20
    # both raise false alarms on a table that goes on over pages
    assert [f for f in result.findings if f.severity != "info" and f.rule not in ("TBL-014", "PAG-001")] == []


def dictionaries(data):
    """The dictionaries of all pages as they are written: pikepdf's `pages` would hand inherited keys down."""
    with pikepdf.open(BytesIO(data)) as pdf:
        return [
            dict(each) for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/Page"
        ]


def test_every_page_names_its_own_resources(booklets):
    """ISO 19005-2, 6.2.2: what a content stream uses is in the page's own resources, not in those it inherits."""
    for booklet in booklets.values():
        pages = dictionaries(booklet.data)
        assert len(pages) == booklet.pages
        assert [page for page in pages if "/Resources" not in page] == []
