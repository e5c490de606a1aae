"""The original is cut into pieces that lose no character and know what covers them."""

from hypothesis import given
from hypothesis import strategies as st

from taizhang.documents.domain.queries.cuts import cuts_of
from taizhang.documents.domain.queries.marking import Mark, mark_paragraphs

_TEXT = "关于措施的通知\n\n1. 培育140家企业。（市科技局负责）\n— 2 —\n2. 其他。"


def find(words):
    start = _TEXT.index(words)
    return start, start + len(words)


def paragraphs(marks=(), **options):
    lines, at = [], 0
    for line in _TEXT.split("\n"):
        if line:
            lines.append((at, at + len(line)))
        at += len(line) + 1
    return mark_paragraphs(_TEXT, 0, lines, marks, **options)


def test_text_without_marks_is_one_piece_a_line():
    assert [[piece.text for piece in each.pieces] for each in paragraphs()] == [
        ["关于措施的通知"],
        ["1. 培育140家企业。（市科技局负责）"],
        ["— 2 —"],
        ["2. 其他。"],
    ]


def test_entry_inside_a_row_is_a_piece_of_both():
    marks = [
        Mark(*find("1. 培育140家企业。（市科技局负责）"), 7),
        Mark(*find("培育140家企业"), 7, "target-0"),
        Mark(*find("市科技局"), 7, "unit-0"),
    ]
    pieces = paragraphs(marks)[1].pieces
    assert [(piece.text, piece.kind) for piece in pieces] == [
        ("1. ", ""),
        ("培育140家企业", "target"),
        ("。（", ""),
        ("市科技局", "unit"),
        ("负责）", ""),
    ]
    assert {piece.rows for piece in pieces} == {(7,)}
    assert pieces[3].fields == ("7:unit-0",)


def test_overlapping_entries_share_the_piece_between_them():
    start, end = find("培育140家企业")
    pieces = paragraphs(
        [Mark(start, end - 2, 1, "target-0"), Mark(start + 2, end, 1, "deadline-0")]
    )
    marked = [(piece.text, piece.fields) for piece in pieces[1].pieces if piece.fields]
    assert marked == [
        ("培育", ("1:target-0",)),
        ("140家", ("1:target-0", "1:deadline-0")),
        ("企业", ("1:deadline-0",)),
    ]


def test_row_that_stands_there_comes_before_a_row_that_only_names_it():
    marks = [
        Mark(*find("培育140家企业"), 1, "target-3"),
        Mark(*find("1. 培育140家企业。"), 2),
        Mark(*find("培育140家企业"), 2, "target-0"),
    ]
    assert paragraphs(marks)[1].pieces[1].rows == (2, 1)


def test_unread_and_noise_are_told():
    first, _, third, _ = paragraphs(unread=[find("关于措施的通知")], noise=[find("— 2 —")])
    assert first.pieces[0].is_unread
    assert third.is_noise
    assert not first.is_noise


def test_paragraph_across_lines_has_pieces_without_the_break():
    span = (find("1. 培育")[0], find("2. 其他。")[1])
    (paragraph,) = mark_paragraphs(_TEXT, 0, [span], [], noise=[find("— 2 —")])
    assert [(piece.text, piece.is_noise) for piece in paragraph.pieces] == [
        ("1. 培育140家企业。（市科技局负责）", False),
        ("— 2 —", True),
        ("2. 其他。", False),
    ]


@given(
    st.text("甲乙丙 \n𠮷", max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.integers(1, 3)), max_size=8),
)
def test_pieces_say_every_character_once_with_exactly_its_marks(text, spans):
    marks = [Mark(start, end, row, "unit-0") for start, end, row in spans if start < end]
    pieces = [
        piece
        for paragraph in mark_paragraphs(text, 0, [(0, len(text))], marks)
        for piece in paragraph.pieces
    ]
    places = [piece.start + i for piece in pieces for i in range(len(piece.text))]
    assert len(set(places)) == len(places)
    assert {at for at, character in enumerate(text) if not character.isspace()} <= set(places)
    for piece in pieces:
        assert text[piece.start : piece.start + len(piece.text)] == piece.text
        for at in range(piece.start, piece.start + len(piece.text)):
            assert set(piece.rows) == {m.row for m in marks if m.start <= at < m.end}


@given(st.text("甲，。；\n ", max_size=30))
def test_cuts_together_are_the_text_without_blank_stretches(text):
    cuts = cuts_of(text)
    assert "".join("".join(cut.words.split()) for cut in cuts) == "".join(text.split())
    assert [cut.is_last for cut in cuts] == [False] * (len(cuts) - 1) + [True] * bool(cuts)
    assert [cut.at for cut in cuts] == sorted({cut.at for cut in cuts})
    for cut in cuts:
        assert text[cut.at - len(cut.words) : cut.at] == cut.words
