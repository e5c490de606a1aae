"""Commitments (承诺判断): whether a quantity binds somebody, or is a rule, a fact or a name."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from .quantities import Quantity
from .tenses import Tenses
from .vocabulary import alternation, words

_VERB = re.compile(rf"(?:{alternation('targets', 'commit_verbs')})(?!的)")
_WEAK = re.compile(alternation("targets", "weak_verbs"))
_SUBSIDY = re.compile(rf"(?:{alternation('targets', 'subsidy_words')})(?!性)")
_RULE = re.compile(alternation("targets", "rule_words"))
_FUNDED = re.compile(r"(?:安排|预算|拨付|下达|列支|拨款|下拨)(?!.*投资)[^,;。]{0,24}$")
_CONDITION_OPENS = re.compile(r"(?:对|凡|符合|针对|属于)")
_HARD_CAP = re.compile(r"最高|上限|封顶|(?<!债)(?<!债券)额度|限额(?!以上|以下)|额不超过")
_RAISED = re.compile(r"(?:提高|提升|提标|增加|上调)[到至][每人户月年·/]*$")
_PER_MONEY = re.compile(r"单[笔户个家次项]|每[家户人笔项位亩月]")
_CONDITION = re.compile(
    r"(?:\(\d+\)|[①-⑳]|其中,?)?(?:对|凡|符合|获得|首次|按|经认定|根据|参加|入选|毕业)"
)
_REACHING = re.compile(
    r"(?:达到|达|完成|实现|控制在|稳定在|保持在|提高|提升|增长|增加|降低|下降|减少|不低于|不少于)[^,;。]{0,6}$"
)
_RATE = re.compile(
    r"(?:率|比|比重|占比|比例|增速|增长|面积|规模|总额|数|量|度|总量|产值|收入|投资|动力|水平|寿命|经费)[^,;。、]{0,8}$"
)
_AT_RATE = re.compile(r"(?:按照?|以)不(?:得)?(?:超过|高于|低于|少于)")
_QUOTES = re.compile(r"[“\"《][^“”\"《》]{1,16}[”\"》]")
_TELLING = r"其中|含|包括|包含|确保|力争|不低于|不少于|\w{0,4}任务:|\w{0,4}目标:"
_TELLS = re.compile(_TELLING)
_BRACKETS = re.compile(rf"\((?!{_TELLING})[^()]{{0,200}}\)")
_TOLD = re.compile(rf"\((?:{_TELLING})[^()]{{0,200}}\)")
_ORDINAL = re.compile(r"(?:第|前|每|达成|满|届|\+|×|附件|表|图)$")
_PHYSICAL = frozenset(words("targets", "physical_units"))
_DESCRIBED = re.compile(r"[^,;。]{0,24}的")
_NOUN_BEHIND = re.compile(r"的[\u4e00-\u9fff]|(?<=以下|及下)[\u4e00-\u9fff]")
_NEXT_PART = re.compile(r"[,;](?!给予|奖励|补|每)")
_PART_OF = re.compile(r"的$|(?:按|(?<!可)以(?![上下内来])|占)[^,;。]{0,30}$")
_CLOSED = re.compile(r"[,;。、!(\n]|$")
_ENDS = re.compile(r"[,;。!(\n]|$")
_SCOPE = re.compile(
    r"(?:[全各本我该这那每其原现旧同共][国省市县区州盟旗镇乡村地校院]?|[的等个之及和与或、]|上述|前述|以下|下列|以上|部门|单位|[省市县区州盟旗])$"
)
_DIMENSION = re.compile(
    r"(?:重点|主要|关键)?(?:方面|环节|领域|阶段|层面|层级|维度|步骤|方式|途径|渠道|类别|类型|部门|单位|地市|设区市|市州|[县市区]{2,3}|省份|[省市县区州镇乡村](?![\u4e00-\u9fff])|文件|原则|问题|要素|要点|指标|子项目)"
)
_BY = re.compile(r"[从由对按以]$|按照$")
_FOR = re.compile(r"(?<!作)(?<!因)为$")
_SERVED = re.compile(r"[^,;。、]{6}")
_TOWARDS = re.compile(r"[向在把将为]$")
_REACHES = re.compile(r"(?:达到|达|[高升加增减低降少大][到至]|[持定制]在)$")
_ASPECT = re.compile(
    r"(?:重点|主要|关键|不同)?(?:方面|环节|领域|层面|层级|维度|步骤|方式|途径|渠道|类别|阶段|原则|问题)"
)
_SUM = re.compile(r"等$")
_HAS = re.compile(r"(?:有|建|设)$")
_DONE = re.compile(r"达标|覆盖|签订|实现|完成|达到|建成|就业")
_FROM = re.compile(r"[由从][^,;。、]{0,6}$")
_TO = re.compile(
    "(?:左右)?(?:提高|提升|增加|增长|上升|扩大|下降|降低|减少|压缩|缩短|降|增|升)[到至为]"
)
_STOPS = ",;。:"
_MONEY = frozenset(["元", "美元", "欧元", "港元", "日元"])
_SHARES = frozenset(["%", "‰", "个百分点", "番"])
_LISTED = 24
_REACHED = re.compile("新增|完成|实现|力争|达到")
_SIZE = re.compile(
    r"(?:总投资额?|计划投资|概算投资|占地|占地面积|注册资本|装机容量|权重|分值)(?:约|达|为)?$"
)
_VOLUME = 10**8
_WINDOW = 160


def _inside(ranges: Sequence[tuple[int, int]], at: int) -> bool:
    """Whether a position lies inside one of the ranges, which are in order."""
    i = bisect_right(ranges, (at, -1)) - 1
    return i >= 0 and ranges[i][0] < at < ranges[i][1]


def _is_money(quantity: Quantity) -> bool:
    """Whether it counts money, also per something (元/平方米)."""
    return quantity.unit.partition("/")[0] in _MONEY


class Judge:
    """Judges the quantities of one sentence, in order."""

    def __init__(
        self,
        fold: str,
        sentence: tuple[int, int],
        quantities: Sequence[Quantity],
        kind: str,
        tenses: Tenses,
    ) -> None:
        self.fold = fold
        self.start, self.end = sentence
        self.kind = kind
        self.tenses = tenses
        text = fold[self.start : self.end]
        self.quantities = quantities
        self.order = {quantity.number: i for i, quantity in enumerate(quantities)}
        stops = [i for i in range(self.start, self.end) if fold[i] in _STOPS]
        self.stops = [self.start - 1, *stops]
        self.names = [m.span() for m in _QUOTES.finditer(fold, *sentence)]
        self.brackets = [m.span() for m in _BRACKETS.finditer(fold, *sentence)]
        opened = [m.span() for m in _TOLD.finditer(fold, *sentence)]
        self.stops = sorted([*self.stops, *(at for a, b in opened for at in (a, b - 1))])
        subsidy = _SUBSIDY.search(text)
        self.subsidy_at = self.start + subsidy.start() if subsidy else self.end
        self.rule = _RULE.search(text) is not None
        self.conditional = subsidy is not None and _CONDITION.match(text) is not None
        self.last: tuple[int, bool] | None = None  # the quantity before: its end, accepted or not

    def clause(self, at: int) -> tuple[int, int]:
        """The part between stops that holds a position, `_WINDOW` characters to each side."""
        i = bisect_right(self.stops, at) - 1
        end = self.stops[i + 1] if i + 1 < len(self.stops) else self.end
        return max(self.stops[i] + 1, at - _WINDOW), min(end, at + _WINDOW)

    def accepts(self, quantity: Quantity) -> bool:
        """Whether a quantity is a target."""
        first, last = self.clause(quantity.number)
        before = self.fold[first : quantity.start]
        if self._is_name(quantity) or self._is_modifier(quantity, first, last):
            return False
        if self._is_baseline(quantity, before):
            return False
        accepted = not (
            self.rule
            or (self.conditional and self._is_conditional(quantity))
            or self._is_rule(quantity, first, last)
            or self.tenses.is_past(quantity.number)
            or (_SIZE.search(before) is not None and _REACHED.search(before) is None)
        ) and self._is_promise(quantity, first, last)
        self.last = quantity.end, accepted
        return accepted

    def _is_baseline(self, quantity: Quantity, before: str) -> bool:
        """由85%提高到90%: where it stands today."""
        return bool(_FROM.search(before) and _TO.match(self.fold, quantity.end))

    def _is_name(self, quantity: Quantity) -> bool:
        """Inside a name, a bracket, a code, or an ordinal."""
        if quantity.attributive or (quantity.unit == "岁" and quantity.op == "<="):
            return True
        if _inside(self.names, quantity.number) or _inside(self.brackets, quantity.number):
            return True
        before = self.fold[max(self.start, quantity.start - 3) : quantity.start]
        return _ORDINAL.search(before) is not None

    def _is_conditional(self, quantity: Quantity) -> bool:
        """对…给予…: a condition or a payment, unless a part of its own behind it counts things."""
        counts = not _is_money(quantity) and quantity.unit not in _SHARES
        between = self.fold[self.subsidy_at : quantity.number]
        return not (counts and _NEXT_PART.search(between))

    def _is_rule(self, quantity: Quantity, first: int, last: int) -> bool:
        """Subsidies, caps, conditions of eligibility."""
        since = max(first, self.last[0]) if self.last and self.last[0] <= quantity.start else first
        if _HARD_CAP.search(self.fold, since, quantity.end):
            return True
        if quantity.op != "=" and self._describes(quantity, first, last):
            return True
        if _RAISED.search(self.fold, first, quantity.start):
            return False
        if _is_money(quantity) and (
            _PER_MONEY.search(self.fold, since, quantity.end)
            or _FUNDED.search(self.fold, since, quantity.start)
        ):
            return True
        return (_is_money(quantity) or quantity.unit in {"%", "‰"}) and self._is_support(
            quantity, first, last
        )

    def _is_support(self, quantity: Quantity, first: int, last: int) -> bool:
        """Money or a share that is paid, lent or waived."""
        if _AT_RATE.match(self.fold, first, last):
            return True
        if self.fold.startswith(("的,", "的人", "的企业", "的比例"), quantity.end):
            return True
        if self._is_volume(quantity, first):
            return False
        if _SUBSIDY.search(self.fold, first, last):
            return True
        return self.subsidy_at < quantity.number and not (
            quantity.unit == "%" and _REACHING.search(self.fold, first, quantity.start)
        )

    def _describes(self, quantity: Quantity, first: int, last: int) -> bool:
        """对设备投资超过500万元的项目, 厚度低于0.01毫米的地膜, 35蒸吨以下燃煤锅炉."""
        if _CONDITION_OPENS.match(self.fold, first):
            return _DESCRIBED.match(self.fold, quantity.end, last) is not None
        if (
            quantity.op == ">="
            or quantity.unit not in _PHYSICAL
            or _DONE.search(self.fold, quantity.end, last)
        ):
            return False
        return _NOUN_BEHIND.match(self.fold, quantity.end, last) is not None

    def _is_volume(self, quantity: Quantity, first: int) -> bool:
        """A total of hundreds of millions to be reached (发放贷款1.2亿元以上) is no subsidy."""
        if not _is_money(quantity) or quantity.value < _VOLUME:
            return False
        reached = _REACHED.search(self.fold, first, quantity.start) is not None
        return (reached or quantity.op in {">=", ">"}) and self.fold[
            quantity.end : quantity.end + 1
        ] != "的"

    def _is_modifier(self, quantity: Quantity, first: int, last: int) -> bool:
        """营收超1000万元OPC100家以上: the first number only describes what the second counts."""
        if not _is_money(quantity):
            return False
        at = self.order[quantity.number]
        after = self.quantities[at + 1] if at + 1 < len(self.quantities) else None
        if after and after.start < last and "、" not in self.fold[quantity.end : after.start]:
            return True
        before = self.quantities[at - 1] if at else None
        return (
            before is not None
            and not self._is_baseline(before, self.fold[first : before.start])
            and before.number >= first
            and "、" not in self.fold[before.end : quantity.start]
            and _ENDS.match(self.fold, quantity.end) is None
        )

    def _is_promise(self, quantity: Quantity, first: int, last: int) -> bool:
        told = _TELLS.match(self.fold, first, quantity.start)
        before = self.fold[told.end() if told else first : quantity.start]
        if quantity.unit in _SHARES:
            return self._share_promised(quantity, before, last)
        if quantity.op != "=" and not quantity.chinese:
            return True
        return self._count_promised(quantity, before, last)

    def _share_promised(self, quantity: Quantity, before: str, last: int) -> bool:
        """A share is promised unless it is a part of something (按标准的80%) or describes it."""
        if self.fold.startswith("的", quantity.end):
            return _DONE.search(self.fold, quantity.end, last) is not None
        if quantity.op != "=" or _REACHING.search(before):
            return True
        if not before:
            return _DONE.search(self.fold, quantity.end, last) is not None
        return not _PART_OF.search(before)

    def _count_promised(self, quantity: Quantity, before: str, last: int) -> bool:
        """The nearest verb decides; without one, how the number stands to what it counts."""
        if _ASPECT.match(self.fold, quantity.end) or _BY.search(before):
            return False
        if _REACHES.search(before):
            return True
        if _FOR.search(before) and _SERVED.match(self.fold, quantity.end, last):
            return True
        if _TOWARDS.search(before):
            return self._promised_behind(quantity, last)
        verbs, weak = list(_VERB.finditer(before)), list(_WEAK.finditer(before))
        if _SUM.search(before):
            return bool(verbs) and (not weak or verbs[0].start() < weak[0].start())
        if not verbs:
            return not weak and (
                (not quantity.chinese and self._continues(quantity))
                or self._promised_behind(quantity, last)
                or (not quantity.chinese and self._stands_alone(quantity, before))
            )
        if self.last and not self.last[1] and self._continues_any(quantity):
            return False
        return not weak or verbs[-1].start() > weak[-1].start()

    def _stands_alone(self, quantity: Quantity, before: str) -> bool:
        """危桥改造4座, 增创2条示范街: behind its noun, or behind a word that is no list's verb."""
        if not before:
            return False
        if _CLOSED.match(self.fold, quantity.end):
            return True
        return not (_SCOPE.search(before) or _DIMENSION.match(self.fold, quantity.end))

    def _continues_any(self, quantity: Quantity) -> bool:
        """Whether the number is listed behind the one before it, with no verb of its own."""
        if self.last is None or quantity.start - self.last[0] > 2 * _LISTED:
            return False
        between = self.fold[self.last[0] : quantity.start]
        cut = max(between.rfind("、"), between.rfind(","))
        return cut >= 0 and len(between) - cut <= _LISTED and not _VERB.search(between, cut)

    def _continues(self, quantity: Quantity) -> bool:
        return self.last is not None and self.last[1] and self._continues_any(quantity)

    def _is_outnumbered(self, quantity: Quantity, last: int) -> bool:
        """全市216个项目完成投资430亿元: what is promised is the number behind."""
        at = self.order[quantity.number] + 1
        return at < len(self.quantities) and self.quantities[at].start < last

    def _promised_behind(self, quantity: Quantity, last: int) -> bool:
        """A goal by its section, by 有, or by a verb behind the number."""
        if _SCOPE.search(self.fold, self.start, quantity.start) and self._is_outnumbered(
            quantity, last
        ):
            return False
        if self.kind == "goals" or _HAS.search(self.fold, self.start, quantity.start):
            return True
        return not quantity.chinese and _VERB.search(self.fold, quantity.end, last) is not None
