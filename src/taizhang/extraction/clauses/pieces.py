"""Where the names in a clause part (名称的切分): at commas, joining words and blanks.

Lists of places (各县、区) and names that share their end stay whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..guarded import Guarded
from ..lines.stream import Stream
from ..patterns import late
from ..vocabulary import alternation

_PLACES = "自治区|直辖市|自治州|州|县级市|县|区|市|旗|盟|镇|乡|街道|园区|开发区"
_LIST_OF_PLACES = late(
    rf"(?:各|\d{{1,3}}个)(?:省辖市|设区的?市|地级(?:以上)?市|市州|县市|市县|区县|县区|旗县|省|市|州|县|区|旗|盟|镇|乡|街道)"
    rf"(?:[(〔][^()〔〕]{{1,12}}[)〕])?(?:[、,](?:{_PLACES})"
    r"(?:[(〔][^()〔〕]*[)〕])?(?=[、,;。)]|级|人民政府|政府|管委会|党委|$))+"
)
_BODIES = Guarded(
    "[、和及](?:部门|单位|机构|企业|地区|乡镇|街道)",
    r"(?:各|有关|相关|直属|省直|市直|县直|区直|州直|盟直|旗直)(?:部门|单位|机构|企业|地区|乡镇|街道)"
    r"(?:[、和及](?:部门|单位|机构|企业|地区|乡镇|街道)(?=[、,;。]|$))+",
)
"""市直有关部门、单位: bodies that share the words before them."""
_SHARED_END = Guarded(
    "开发区|园区",
    r"(?<![\u4e00-\u9fff、)])(?:[\u4e00-\u9fff]{1,2}(?![局委办厅部处室院站队所社会团区市县旗镇乡])[\u4e00-\u9fff]、){1,4}"
    r"[\u4e00-\u9fff]{2,4}(?:经济|高新|技术|产业){1,3}(?:开发区|园区)(?:管委会)?",
)
_ENDS = "局|委|办|厅|部|署|行|段|关|公司|集团|政府|管委会|中心|院|会|队|所|单位|部门"
_JOINED = Guarded(
    "会|和|及|与",
    r"会同(?=[市省县区各国州盟旗自有相])|(?<=[局委办厅部院会])会同(?=[\u4e00-\u9fff])|"
    r"(?<=[局办厅部])会(?=[\u4e00-\u9fff]{2,12}?[局委办厅](?:$|[、,;。]))|"
    r"等(?:有关|相关|各)?(?:部门|单位)?(?:和|以及|及|与)|以及(?=[各市省县区有])|"
    r"(?<=[局委办厅部署院室区县府州盟旗镇乡门位司行会团业心队所社关])(?:和|及|与)"
    r"(?=各|有关|相关|(?:市|省|县|区|州|盟|旗|国家)[\u4e00-\u9fff]{2,})|"
    rf"(?<=[局委办厅署部府会])(?:和|及|与)(?=[\u4e00-\u9fff]{{2,18}}?(?:{_ENDS})(?:$|[、,;。等按负牵配]))",
)
_SEPARATOR = late(r"[(\[〔)\]〕、,;。/+\t|\n]")
UNIT_END = late(rf"(?:{alternation('units', 'unit_endings')})(?:[(〔\[][^()〔〕\[\]]*[)〕\]])?$")
UNIT_START = late(r"各|有关|相关|市|省|县|区|国家|中国")
_PLACE_END = late("[省市州盟县区旗镇乡]$")
_BLANK = " \u00a0\u3000\u200b"
_PERSON = late(r"[\u4e00-\u9fff·]{2,4}$")
_LONGEST_NAME = 40
_SHORTEST_NAME = 3
_TWO_LETTERS = late("[\u4e00-\u9fff\\d][\u4e00-\u9fff]")
"""What a name begins with: one letter behind a blank ends the name before it (管委 会)."""


def _depth_zero(text: str) -> Iterator[int]:
    """Positions of separators outside brackets."""
    depth = 0
    for found in _SEPARATOR.finditer(text):
        ch = found[0]
        if ch in "([〔":
            depth += 1
        elif ch in ")]〕":
            depth = max(0, depth - 1)
        elif depth == 0:
            yield found.start()


def blanks_in(stream: Stream, start: int, end: int) -> frozenset[int]:
    """Where a line of the source has a blank that the clean stream left out."""
    offsets = stream.offsets
    return frozenset(
        at
        for at in stream.gaps_in(start, end)
        if not stream.source[offsets[at - 1] + 1 : offsets[at]].strip(_BLANK)
    )


def _parts_names(text: str, at: int) -> bool:
    """Whether a blank stands between two names: 市科技局 市财政局, not 松山区 教育局."""
    before, after = text[max(0, at - _LONGEST_NAME) : at], text[at : at + 1]
    if _TWO_LETTERS.match(text, at) is None:
        return False
    if len(before) < _SHORTEST_NAME or not UNIT_END.search(before):
        return False
    return UNIT_START.match(text, at) is not None or (
        _PLACE_END.search(before) is None and (after.isdigit() or "\u4e00" <= after <= "\u9fff")
    )


def _is_person(text: str) -> bool:
    """Whether what stands behind an office and a blank is the name of a person."""
    return _PERSON.match(text) is not None and UNIT_END.search(text) is None


def pieces(text: str, blanks: Iterable[int]) -> Iterator[tuple[int, int, str]]:
    """The names between separators: start, end, the separator behind."""
    length = len(text)
    whole = (
        *_LIST_OF_PLACES.finditer(text),
        *_SHARED_END.finditer(text, 0, length),
        *_BODIES.finditer(text, 0, length),
    )
    kept = {at for m in whole for at in range(m.start(), m.end())}
    cuts = [(at, at + 1) for at in _depth_zero(text) if at not in kept]
    cuts += [m.span() for m in _JOINED.finditer(text, 0, length) if m.start() not in kept]
    cuts += [(at, at) for at in blanks if at not in kept and _parts_names(text, at)]
    position, spaced = 0, False
    for start, end in sorted(cuts):
        if start < position:
            continue
        if not (spaced and _is_person(text[position:start])):
            yield position, start, text[start:end]
        position, spaced = end, start == end
    if not (spaced and _is_person(text[position:])):
        yield position, len(text), ""
