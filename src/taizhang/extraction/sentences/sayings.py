"""What a sentence says (句义), told by its words: ordered rules, the first that holds decides.

The words are data, ``vocabulary/sentences.yaml``; ``docs/algorithms/coverage.md`` defines each
class with an example. Linear: every pattern is bounded or anchored to a piece between stops.
"""

from __future__ import annotations

from collections.abc import Callable

from ..patterns import late
from ..vocabulary import alternation, words

_S = "sentences"
_PIECE = late(r"[^,;:。!?]+")
_DEFINING = late(alternation(_S, "definition_words"))
_DEFINITION = late(
    r"(?:注:|说明:)?[“\"]?[^,;:。]{2,24}(?<![领主手下戒])指"
    r"(?![导挥标定出引数明南示派向望责认控令纹点针甲])"
)
_NOUNS = alternation(_S, "giving_nouns")
_DIGITS = r"(?<![\d,.])\d[\d,.]{0,15}"
_MONEY = rf"{_DIGITS}(?:[-—~至]\d[\d.]{{0,15}})?[十百千万亿]{{0,3}}元|{_DIGITS}%"
_FAVOURS = alternation(_S, "giving_favours")
_GIVES = late(
    f"{alternation(_S, 'giving_words')}|"
    rf"给予[^,;。]{{0,40}}(?:{_NOUNS}|{_FAVOURS})|予以[^,;。]{{0,40}}(?:{_NOUNS}|{_FAVOURS})"
)
_ENJOYS = late("|".join(rf"{word}(?<!申请{word})(?!条件)" for word in words(_S, "enjoying_words")))
_FAVOURED = late(f"{alternation(_S, 'giving_words', 'enjoying_words')}|给予|予以")
"""What a sentence must hold to give anything without a sum."""
_SO_THAT = late(r"确保|保障|[让使]|^[^,;。]{0,12}[对为][^,;。]{0,6}享受")
_SUM = late(r"\d(?:[十百千万亿]{0,3}元|%)")
_AMOUNT = late(
    rf"(?:{_NOUNS}).{{0,24}}?(?:{_MONEY})|(?:{_MONEY}).{{0,24}}?(?:{_NOUNS})|"
    rf"(?:{alternation(_S, 'giving_limits')}).{{0,12}}?(?:{_MONEY}).{{0,24}}(?:{_NOUNS})"
)
_GIVING_WORK = late(
    rf".{{0,12}}?(?:{alternation(_S, 'giving_work')})"
    rf".{{0,40}}(?:{alternation(_S, 'giving_objects')})"
)
_CONDITION = late(alternation(_S, "condition_words"))
_PUNISHED = rf"[^,;。]{{0,16}}(?:{alternation(_S, 'sanction_words')})"
_SANCTION = late(rf"(?:给予|予以|进行){_PUNISHED}")
_RULE = late(f"{alternation(_S, 'rule_words')}|给予{_PUNISHED}|予以{_PUNISHED}|进行{_PUNISHED}")
_FACT = late(rf"(?:{alternation(_S, 'fact_words')})(?!的)")
_DONE = late(rf"已(?:经|{alternation(_S, 'done_words')})(?![^,;。]{{0,24}}的)")
_ASPECT = late(r"了(?<![为除]了)(?!解)[^,;。]{2,}")
_IS = late(
    rf"(?:^[^,;:。要应须]{{2,30}}|,)是[^,;:。]{{0,40}}(?:{alternation(_S, 'fact_nouns')})[,;。]|"
    r",是[^,;:。]{2,30}的[^,;:。]{1,6}[,;。]"
)
_DISPOSES = late(r".{0,4}?[对将把按围通依以][^,;。]{2,}")
_OPENING = 4
_THOSE = late(r"[^是]*的(?:\([^()]{1,60}\))?[。;]?$")
_MUST = late(
    rf"{alternation(_S, 'must_words')}|请(?<=^请)|"
    r"要(?<![重主需只首纪简摘紧提必纲]要)(?![求素点闻害领件])|应(?<![相响适供对反效]应)(?![用对急届收付])|须(?<!必须)(?!知)|需(?![求要])"
)
_SOMEBODY_MUST = late(
    rf"(?:各[^,;。]{{1,20}}|{alternation('units', 'department_endings')}|"
    r"政府|单位|部门|管委会|企业|县区|区县|乡镇|街道|园区)"
    r"(?:\([^()]{1,12}\))?(?:要|应|须|需|必须|务必|负责)(?!求)"
)
_VERB = late(alternation(_S, "task_verbs") + "|" + alternation("sections", "work_verbs"))
_MAY = late(r"可(?![持控靠追信])|允许")
_STATE = late(alternation(_S, "state_words"))
_OFFICES = late(
    rf"[(\[〔](?:[^()\[\]〔〕、,]{{1,20}}(?:{alternation('units', 'department_endings')})[、,])"
    r"[^()\[\]〔〕。]{2,300}[)\]〕]。?"
)
_OPENER = late(rf"(?!为[^,;。]{{1,12}}提供)(?:{alternation(_S, 'preamble_openers')})")
_PREAMBLE = late(
    alternation(_S, "preamble_words") + r"|经.{0,20}(?:同意|通过|审议)|请.{0,16}(?:执行|落实|实施)"
)
_FOUNDER = late(rf"(?:第[^条]{{1,6}}条)?(?:{alternation(_S, 'preamble_openers')})")
_ANNOUNCES = late(r"(?:如下[:。]|以下[^:。]{0,16}:)$")


def defines(text: str) -> bool:
    """A definition: what a word means (本办法所称…是指…)."""
    if _DEFINING.search(text):
        return True
    return "指" in text and _DEFINITION.match(text) is not None


def gives(text: str) -> bool:
    """An award: what somebody receives, or pays less (对首次上规企业给予10万元奖励)."""
    if _SUM.search(text) and _AMOUNT.search(text):
        return not _SANCTION.search(text)
    if not _FAVOURED.search(text) or _SANCTION.search(text):
        return False
    return any(_gives_in(piece[0]) for piece in _PIECE.finditer(text))


def _gives_in(piece: str) -> bool:
    """Whether a piece between stops gives something, and does not only work on a policy."""
    enjoyed = _ENJOYS.search(piece) is not None and not _SO_THAT.search(piece)
    return (enjoyed or _GIVES.search(piece) is not None) and not _GIVING_WORK.match(piece)


def qualifies(text: str) -> bool:
    """A condition: who or what qualifies (申报企业应具备下列条件)."""
    if _CONDITION.search(text):
        return True
    return _THOSE.match(text) is not None and not (obliges(text) or permits(text))


def rules(text: str) -> bool:
    """A rule: what holds, what follows from what (以统计部门数据为准)."""
    return _RULE.search(text) is not None


def tells(text: str) -> bool:
    """A statement of fact: what is or has been (目前已建成12个)."""
    if obliges(text):
        return False
    if "是" in text and _IS.search(text):
        return True
    done = (
        _FACT.search(text) is not None
        or ("已" in text and _DONE.search(text) is not None)
        or ("了" in text and _ASPECT.search(text) is not None)
    )
    return done and not orders(text)


def orders(text: str) -> bool:
    """Whether it opens with a verb of work, or with 对…, 将…, 按…."""
    verb = _VERB.search(text)
    return (verb is not None and verb.start() <= _OPENING) or _DISPOSES.match(text) is not None


def obliges(text: str) -> bool:
    """Whether somebody must (各县区要…, 不得…)."""
    return _MUST.search(text) is not None


def assigns(text: str) -> bool:
    """Whether somebody named must do something (各县区要制定实施细则)."""
    return _SOMEBODY_MUST.search(text) is not None


def acts(text: str) -> bool:
    """A task: somebody is told to do something (推进园区扩容提质)."""
    return _VERB.search(text) is not None or obliges(text)


def permits(text: str) -> bool:
    """Whether it says what may be done (经许可，物流车辆可以进入禁行区域)."""
    return _MAY.search(text) is not None


def states(text: str) -> bool:
    """Whether its verb says what something is or has (电子证照与实体证照具有同等效力)."""
    return _STATE.search(text) is not None


def lists_offices(text: str) -> bool:
    """Whether it is only a list of offices in brackets, as a responsibility clause is."""
    return text[0] in "([〔" and _OFFICES.fullmatch(text) is not None


def opens(text: str) -> bool:
    """A preamble: on what ground, for what purpose, what follows (为…，现提出如下意见)."""
    return _OPENER.match(text) is not None or _PREAMBLE.search(text) is not None or announces(text)


def founds(text: str) -> bool:
    """Whether it gives purpose and ground of the whole document (为…，根据…，制定本办法)."""
    return _FOUNDER.match(text) is not None and _PREAMBLE.search(text) is not None


def announces(text: str) -> bool:
    """Whether it only says that a list follows (重点做好以下工作：)."""
    return text.endswith((":", "如下。")) and _ANNOUNCES.search(text) is not None


SAYINGS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("definition", defines),
    ("award", gives),
    ("condition", qualifies),
    ("rule", rules),
    ("fact", tells),
)
"""Class and test, in order; ``task`` comes last and only where work is set out."""


def saying(text: str) -> str | None:
    """The class that the words of a sentence give it, ``task`` apart."""
    for name, holds in SAYINGS:
        if holds(text):
            return name
    return None
