"""The print job: opened, printed in memory, cut and folded."""

import re
from collections import Counter
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from outloud import check

from planner import InputError, load_plan
from planner.batch.batch import Batch
from planner.batch.print_job import PrintJob
from planner.batch.roster import read_roster
from planner.batch.run import make_batch
from planner.booklet.press import Press
from planner.content.clinic import Clinic, Paper
from tests.cli.written import pages

ROSTER = "id,name,size\nB,Bo Quist,\nA,Ana Souza,large\n,Cy,xl\nbad,Di,huge\nZ9,,\n"
MADE = ("Bo Quist", "Ana Souza", "Cy")


@pytest.fixture(scope="module")
def folder(tmp_path_factory, easy_plan) -> Path:
    folder = tmp_path_factory.mktemp("job")
    (folder / "plan.yaml").write_text(easy_plan.replace("safety]", "safety, overview, calendar, exercises]"))
    (folder / "week-days.yaml").write_text(
        "title: Easy moves\nweeks: 2\nexercises: [bridge, bird-dog]\nsections: [cover, safety, calendar]\n"
    )
    (folder / "safety.yaml").write_text(easy_plan.replace("[cover, safety]", "[safety]"))
    return folder


@pytest.fixture(scope="module")
def printed(folder, library) -> Callable[..., bytes]:
    """The print job of a roster's text."""
    done: dict[object, bytes] = {}

    def made(
        text: str = ROSTER, *, plan: str = "plan.yaml", paper: Paper = "A4", from_week: int = 1, **options
    ) -> bytes:
        key = (text, plan, paper, from_week, *options.items())
        if key not in done:
            (folder / "roster.csv").write_text(text)
            press = Press(Clinic(name="Riverside"), library=library, paper=paper, from_week=from_week)
            job = PrintJob(folder / "job.pdf", **options)
            roster = read_roster(folder / "roster.csv", library=library)
            make_batch(
                Batch(load_plan(folder / plan), roster, folder / "out", press, existing="replace", print_job=job)
            )
            done[key] = job.path.read_bytes()
        return done[key]

    return made


def bookmarks(data: bytes) -> list[tuple[str, int]]:
    """Their titles and the pages they lead to, from 0."""
    with pikepdf.open(BytesIO(data)) as pdf, pdf.open_outline() as outline:
        numbers = {page.objgen: n for n, page in enumerate(pdf.pages)}
        return [(item.title, numbers[item.destination[0].objgen]) for item in outline.root]


def labels(data: bytes) -> list[str]:
    with pikepdf.open(BytesIO(data)) as pdf:
        return [page.label for page in pdf.pages]


def counted(page: str) -> tuple[int, int] | None:
    """Page n of m."""
    found = re.findall(r"Page (\d+) of (\d+)", page)
    return (int(found[-1][0]), int(found[-1][1])) if found else None


# -- one after the other ---------------------------------------------------------------------------------------------


def test_the_booklets_stand_in_the_order_of_the_roster(printed):
    data = printed()
    said = pages(data)
    assert [title for title, _ in bookmarks(data)] == ["Bo Quist (B)", "Ana Souza (A)", "Cy (row 4)", "Z9"]
    for title, first in bookmarks(data):
        assert counted(said[first])[0] == 1
        assert title.partition(" (")[0] in (said[first] if title != "Z9" else "Z9")
    assert not [page for page in said if "Di" in page.split()]


def test_each_page_has_a_label_that_says_whose_it_is(printed):
    data = printed()
    said = labels(data)
    starts = [first for _, first in bookmarks(data)]
    assert said[starts[0]] == "B, 1"
    assert said[starts[0] + 1] == "B, 2"
    assert (said[starts[1]], said[starts[2]], said[starts[3]]) == ("A, 1", "row 4, 1", "Z9, 1")


def test_a_page_looks_as_in_the_patients_own_file(printed, folder):
    job, own = pypdfium2.PdfDocument(printed()), pypdfium2.PdfDocument((folder / "out/B.pdf").read_bytes())
    for n in range(len(own)):
        assert job[n].render(scale=0.5).to_numpy().tobytes() == own[n].render(scale=0.5).to_numpy().tobytes()


def test_sizes_and_languages_and_papers_stand_side_by_side(printed):
    heights = set()
    for paper in ("A4", "Letter"):
        with pikepdf.open(BytesIO(printed(paper=paper))) as pdf:
            heights |= {round(float(page.mediabox[3])) for page in pdf.pages}
            assert len(pdf.pages) > 20
    assert heights == {842, 792}


def test_plans_with_other_themes_stand_side_by_side(printed, folder):
    text = (folder / "plan.yaml").read_text()
    (folder / "plain.yaml").write_text(text + "theme: plain\n")
    data = printed("id,plan\n1,\n2,plain.yaml\n3,\n")
    said = pages(data)
    starts = [first for _, first in bookmarks(data)]
    assert len(starts) == 3
    assert [counted(said[first]) for first in starts] == [(1, counted(said[0])[1])] * 3


@pytest.mark.parametrize("existing", ["keep", "replace"])
def test_a_job_without_a_booklet_is_no_file_and_leaves_an_old_one(folder, library, existing):
    (folder / "none.csv").write_text("id,size\n1,huge\n")
    (folder / "old.pdf").write_text(yesterday := "%PDF-1.7 <pdf:Producer>planner</pdf:Producer>")
    roster = read_roster(folder / "none.csv", library=library)
    job = PrintJob(folder / "old.pdf")
    make_batch(
        Batch(
            load_plan(folder / "plan.yaml"),
            roster,
            folder / "no",
            Press(library=library),
            existing=existing,
            print_job=job,
        )
    )
    assert job.path.read_text() == yesterday


# -- both sides ------------------------------------------------------------------------------------------------------


def test_on_both_sides_no_sheet_carries_two_patients(printed):
    data = printed(duplex=True)
    said = pages(data)
    starts = [first for _, first in bookmarks(data)]
    assert len(starts) == 4
    assert all(first % 2 == 0 for first in starts)
    assert len(said) % 2 == 0
    assert any(said[first - 1] == "" for first in starts[1:])
    assert [page for page in said if page] == pages(printed())
    with pikepdf.open(BytesIO(data)) as pdf:
        assert pdf.Root.ViewerPreferences.Duplex == "/DuplexFlipLongEdge"


def test_the_backs_are_shifted_for_the_binding_margin(printed):
    scale = 4
    before, after = (pypdfium2.PdfDocument(data) for data in (printed(), printed(duplex=True)))
    shifts = []
    for n in range(4):
        images = [document[n].render(scale=scale).to_numpy().min(axis=2) < 128 for document in (before, after)]
        lefts = [int(image.any(axis=0).argmax()) for image in images]
        shifts.append((lefts[0] - lefts[1]) / scale / 72 * 25.4)
        assert images[0].sum() == pytest.approx(images[1].sum(), rel=0.02)  # nothing falls off
    assert shifts == pytest.approx([0, 6, 0, 6], abs=0.15)


# -- sheets between --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("duplex", [False, True])
def test_a_sheet_before_each_booklet_says_whose_it_is(printed, duplex):
    data = printed(separators=True, duplex=duplex)
    said = pages(data)
    for (title, first), count in zip(bookmarks(data), (0, 0, 0, 0), strict=True):
        assert counted(said[first]) is None
        words = title.replace("(", "").replace(")", "").split()
        assert [word for word in words if word.lower() not in said[first].lower()] == []
        booklet = first + (2 if duplex else 1)
        found = counted(said[booklet])
        assert found
        number, of = found
        assert (number, f"{of} pages" in said[first]) == (1, True), count
        label = labels(data)[booklet].removesuffix(", 1")
        assert labels(data)[first] == f"{label}, separator 1"
        assert said[first + 1] == ("" if duplex else said[booklet])


@pytest.mark.parametrize(("options", "each"), [({}, 1), ({"duplex": True}, 2), ({"folded": True}, 4)])
def test_the_sheet_between_says_when_it_starts_and_how_many_sheets_follow(printed, options, each):
    data = printed("id,start\nB,2026-12-01\nA,\n", separators=True, **options)
    first, *_ = said = pages(data)
    assert "Starts on 1 December 2026" in first
    assert sum("Starts on" in page for page in said) == 1
    count = int(re.search(r"(\d+) pages", first)[1])
    follow = re.search(r"(\d+) sheets? after this one", first)
    assert (int(follow[1]) if follow else count) == -(-count // each)


@pytest.mark.parametrize(
    ("from_week", "on_cover", "on_separator"),
    [
        (1, "Starts Monday 7 December", "Starts on 7 December 2026"),
        (2, "Week 2 starts Saturday 12 December", "Week 2 starts on 12 December 2026"),
    ],
)
def test_the_sheet_between_names_the_first_day_as_the_cover_does(printed, from_week, on_cover, on_separator):
    # Saturday the 5th, for somebody who exercises on Mondays only
    data = printed("id,start,days\nB,2026-12-05,mon\n", plan="week-days.yaml", from_week=from_week, separators=True)
    sheet, cover, *_ = pages(data)
    assert on_separator in sheet
    assert on_cover in " ".join(cover.split())


def test_an_id_that_the_font_cannot_write_fails_its_row_before_its_file_is_there(folder, library):
    (folder / "odd.csv").write_text("id\nሰላም\n2\n")
    plan, roster = load_plan(folder / "safety.yaml"), read_roster(folder / "odd.csv", library=library)
    job = PrintJob(folder / "odd-job.pdf", separators=True)
    done = make_batch(Batch(plan, roster, folder / "odd", Press(library=library), print_job=job))
    assert done[0].error.startswith("id: the character 'ሰ'")
    assert [path.name for path in (folder / "odd").glob("*.pdf")] == ["2.pdf"]
    assert len(bookmarks(job.path.read_bytes())) == 1


# -- stored once, and what it claims to be ---------------------------------------------------------------------------


def test_a_further_patient_takes_little_more(printed):
    sizes = [len(printed("id,name\n" + "".join(f"{n},Patient {n}\n" for n in range(count)))) for count in (20, 40)]
    assert (sizes[1] - sizes[0]) / 20 < 4000


@pytest.mark.parametrize("options", [{}, {"duplex": True}, {"folded": True}, {"separators": True}])
def test_a_job_for_paper_is_pdf_a_2b_without_tags(printed, options):
    with pikepdf.open(BytesIO(printed(**options))) as pdf:
        assert "/StructTreeRoot" not in pdf.Root
        assert "/MarkInfo" not in pdf.Root
        assert not [page for page in pdf.pages if "/StructParents" in page]
        with pdf.open_metadata() as meta:
            assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("2", "B")
            assert "pdfuaid:part" not in meta
        said = bytes(pdf.Root.Metadata.read_bytes()).decode() + str(dict(pdf.docinfo.items()))
        assert not [name for name in MADE if name in said]


@pytest.mark.parametrize("options", [{}, {"duplex": True, "separators": True}])
def test_a_tagged_job_can_be_read_aloud(printed, tmp_path, options):
    path = tmp_path / "job.pdf"
    path.write_bytes(printed(tagged=True, **options))
    result = check(str(path), layers=["conformance"])
    assert result.error is None
    assert len(result.runs) > 20
    # both raise false alarms on a table that goes on over pages
    assert [f for f in result.findings if f.severity != "info" and f.rule not in ("TBL-014", "PAG-001")] == []
    with pikepdf.open(path) as pdf:
        assert len(pdf.Root.StructTreeRoot.K.K) == (8 if options else 4)
        with pdf.open_metadata() as meta:
            assert (meta["pdfaid:conformance"], meta["pdfuaid:part"]) == ("A", "1")


def test_a_job_with_a_password_is_encrypted(printed):
    data = printed(password="secret")
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(BytesIO(data))
    with pikepdf.open(BytesIO(data), password="secret") as pdf:
        assert pdf.encryption.R == 6


# -- folded ----------------------------------------------------------------------------------------------------------


def halves(data: bytes) -> list[list[tuple[str, str]]]:
    """What stands on the left and on the right of each side, by sheets of paper: front and back."""
    document = pypdfium2.PdfDocument(data)
    sides = []
    for page in document:
        width, height = page.get_size()
        assert width > height
        text = page.get_textpage()
        left, right = (text.get_text_bounded(left=x, right=x + width / 2, bottom=0, top=height) for x in (0, width / 2))
        sides.append((" ".join(left.split()), " ".join(right.split())))
    document.close()
    return [sides[n : n + 2] for n in range(0, len(sides), 2)]


def read_through(stack: list[list[tuple[str, str]]]) -> list[str]:
    """A stack of sheets, printed on both sides and flipped on the short edge, folded in the middle: its pages."""
    fronts = [page for (_, right), (left, _) in stack for page in (right, left)]
    backs = [page for (left, _), (_, right) in reversed(stack) for page in (right, left)]
    return fronts + backs


@pytest.mark.parametrize(("paper", "size"), [("A4", (842, 595)), ("Letter", (792, 612))])
@pytest.mark.parametrize("separators", [False, True])
def test_a_folded_stack_reads_in_order(printed, paper, size, separators):
    data = printed(folded=True, paper=paper, separators=separators)
    with pikepdf.open(BytesIO(data)) as pdf:
        assert {tuple(round(float(v)) for v in page.mediabox) for page in pdf.pages} == {(0, 0, *size)}
        assert pdf.Root.ViewerPreferences.Duplex == "/DuplexFlipShortEdge"
    starts = [*(first for _, first in bookmarks(data)), len(pages(data))]
    sheets = halves(data)
    assert len(starts) == 5
    for first, following, name in zip(starts, starts[1:], (*MADE, ""), strict=False):
        stack = sheets[first // 2 : following // 2]
        assert first % 2 == 0
        if separators:
            before = read_through(stack[:1])
            assert name in before[0]
            assert before[1:] == ["", "", ""]
            stack = stack[1:]
        book = read_through(stack)
        filled = [page for page in book if page]
        assert book == filled + [""] * (len(book) - len(filled))
        assert len(book) - len(filled) < 4
        assert [counted(page) for page in filled] == [(n, len(filled)) for n in range(1, len(filled) + 1)]
        assert all(name in page for page in filled)


def test_folded_words_are_not_much_smaller(printed):
    def body(data: bytes) -> float:
        """The size of most letters on the third side, in points, before it is made smaller."""
        text = pypdfium2.PdfDocument(data)[2].get_textpage()
        sizes = Counter(pypdfium2.raw.FPDFText_GetFontSize(text, n) for n in range(text.count_chars()))
        return sizes.most_common(1)[0][0]

    one = "id\n1\n"
    assert body(printed(one)) >= 14
    assert body(printed(one, folded=True)) * 0.707 > 12


# -- sheets of paper -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "each"),
    [({}, 1), ({"duplex": True}, 2), ({"folded": True, "duplex": True}, 2), ({"separators": True}, 1)],
)
def test_the_sheets_that_are_foretold_are_the_sheets_that_are_printed(printed, folder, library, options, each):
    data = printed(**options)
    (folder / "roster.csv").write_text(ROSTER)
    roster = read_roster(folder / "roster.csv", library=library)
    press = Press(Clinic(name="Riverside"), library=library, paper="A4")
    batch = Batch(load_plan(folder / "plan.yaml"), roster, folder / "dry", press, print_job=PrintJob(None, **options))
    foretold = sum(outcome.sheets for outcome in batch.outcomes(write=False))
    assert foretold == len(pages(data)) / each
    assert not (folder / "dry").exists()


@pytest.mark.parametrize("name", ["job.csv", "job.txt", "job.2026-12-01"])
def test_a_print_job_is_a_pdf_and_never_its_own_table(tmp_path, name):
    with pytest.raises(InputError, match=r"write a name that ends in \.pdf, such as job\.pdf"):
        PrintJob(tmp_path / name)


@pytest.mark.parametrize("name", ["job", "job.pdf", "job.PDF"])
def test_a_print_job_without_an_ending_gets_that_of_a_pdf(tmp_path, name):
    for path in (tmp_path / name, str(tmp_path / name)):
        assert PrintJob(path).path == tmp_path / (name if "." in name else f"{name}.pdf")
