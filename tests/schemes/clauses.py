"""The text of a clause of a printed policy: document, annex, and the outline of its headings."""

import re
from dataclasses import dataclass, field

_NUMERALS = "零一二三四五六七八九"
_WHOLE = "通知"  # the text of a document before its annexes
_DOCUMENT = re.compile(r"^\w{1,4}〔\d{4}〕\d+号$")
_ANNEX = re.compile(r"^附件 ?(\d+(?:-\d+)?)?$")
_HEAD = re.compile(
    r"^(?:(?P<chapter>第[一二三四五六七八九十]+章)|(?P<article>第[一二三四五六七八九十]+条)"
    r"|(?P<large>[一二三四五六七八九十]+、)|(?P<middle>（[一二三四五六七八九十]+）)"
    r"|(?P<small>\d{1,2}\.(?!\d))|(?P<least>（\d{1,2}）))\s*"
)
_SEGMENT = re.compile(r"^(?:第[一二三四五六七八九十]+条|第\d+[条项]|（[一二三四五六七八九十\d]+）)")


@dataclass
class Clause:
    """A heading of the outline, the headings above it, and all text under it."""

    style: str
    number: int
    mark: str
    title: str
    above: tuple["Clause", ...]
    lines: list[str] = field(default_factory=list)

    def is_called(self, word: str) -> bool:
        """Whether a citation means this heading: by mark and title, by number, by title alone."""
        if counted := re.fullmatch(r"第(\d+)[条项]", word):
            return self.style == "small" and self.number == int(counted[1])
        return (self.mark + self.title).startswith(word) or self.title.startswith(word)


def clause_text(gazette: str, document: str, part: str, clause: str) -> str:
    """What stands in a clause, without breaks of lines; "" where there is no such clause.

    A clause is a path of headings, 第五条第3项（4）, or the first words of a paragraph or
    of rows of a table.
    """
    lines = _part(_after(gazette.splitlines(), document), part)
    if clause == _WHOLE:
        return "".join(lines)
    outline = _outline(lines)
    words = _path(clause)
    found = [each for each in outline if _leads_to(words, each)]
    if found:
        highest = min(len(each.above) for each in found)  # a list inside a clause counts anew
        return "".join(line for each in found if len(each.above) == highest for line in each.lines)
    return _paragraph(lines, clause)


def _after(lines: list[str], document: str) -> list[str]:
    """The lines from a document's number until the next document's."""
    stripped = [line.strip() for line in lines]
    if document not in stripped:
        return []
    start = stripped.index(document) + 1
    rest = stripped[start:]
    return rest[: next((at for at, line in enumerate(rest) if _DOCUMENT.match(line)), len(rest))]


def _part(lines: list[str], part: str) -> list[str]:
    """The lines of an annex; those before the first annex where none is named."""
    kept, current = [], ""
    for line in lines:
        if (annex := _ANNEX.match(line)) and annex[1]:
            current = f"附件{annex[1]}"
        elif current == part:
            kept.append(line)
    return kept


def _outline(lines: list[str]) -> list[Clause]:
    """Every heading with the lines under it, those of the headings below it too."""
    found: list[Clause] = []
    open_: list[Clause] = []
    for line in lines:
        if head := _HEAD.match(line):
            style, mark = next((name, text) for name, text in head.groupdict().items() if text)
            number = _number(mark)
            open_ = _above(open_, style, number)
            clause = Clause(style, number, mark, line[head.end() :], tuple(open_))
            open_ = [*open_, clause]
            found.append(clause)
        for each in open_:
            each.lines.append(line)
    return found


def _above(open_: list[Clause], style: str, number: int) -> list[Clause]:
    """The headings under which the next one stands.

    It goes on after the innermost heading of its style with the number before its own (a table
    repeats a number on its next page); a list that starts at 1 stands under what is open.
    """
    for at in range(len(open_) - 1, -1, -1):
        each = open_[at]
        if each.style == style and number in {each.number, each.number + 1}:
            return open_[:at]
    return open_


def _number(mark: str) -> int:
    digits = re.sub(r"[第章条、（）.]", "", mark)
    if digits.isdigit():
        return int(digits)
    tens, _, ones = digits.rpartition("十")
    if "十" not in digits:
        return _NUMERALS.index(digits)
    return (_NUMERALS.index(tens) if tens else 1) * 10 + (_NUMERALS.index(ones) if ones else 0)


def _path(clause: str) -> list[str]:
    """The headings a citation names, the outermost first: 第五条, 第3项, （4）."""
    words, rest = [], clause
    while match := _SEGMENT.match(rest):
        words.append(match[0])
        rest = rest[match.end() :]
    if rest and words:
        words[-1] += rest
    return words or [clause]


def _leads_to(words: list[str], clause: Clause) -> bool:
    """Whether the last word calls the clause and the others, in order, what stands above it."""
    if not clause.is_called(words[-1]):
        return False
    above = iter(clause.above)
    return all(any(each.is_called(word) for each in above) for word in words[:-1])


def _paragraph(lines: list[str], start: str) -> str:
    """A paragraph, or rows of a table (until an empty line), that begin with these words."""
    kept: list[str] = []
    inside = False
    for line in lines:
        inside = line.startswith(start) or (inside and line != "")
        kept += [line] if inside else []
    return "".join(kept)
