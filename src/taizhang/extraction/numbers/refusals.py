"""Refusals (排除判断): quantities that are a name, a class, a rule or a thing described."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from . import promise_words as said
from .quantity import Quantity
from .tenses import Tenses


def _inside(ranges: Sequence[tuple[int, int]], at: int) -> bool:
    """Whether a position lies inside one of the ranges, which are in order."""
    i = bisect_right(ranges, (at, -1)) - 1
    return i >= 0 and ranges[i][0] < at < ranges[i][1]


def _is_money(quantity: Quantity) -> bool:
    """Whether it counts money, also per something (元/平方米)."""
    return quantity.unit.partition("/")[0] in said.MONEY


class Refusals:
    """The quantities of one sentence with its clauses, and why one of them is no target."""

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
        stops = [stop.start() for stop in said.STOP.finditer(fold, *sentence)]
        self.stops = [self.start - 1, *stops]
        self.names = [m.span() for m in said.QUOTES.finditer(fold, *sentence)]
        self.brackets: list[tuple[int, int]] = []
        if "(" in text:
            self.brackets = [m.span() for m in said.BRACKETS.finditer(fold, *sentence)]
            opened = [m.span() for m in said.TOLD.finditer(fold, *sentence)]
            self.stops = sorted([*self.stops, *(at for a, b in opened for at in (a, b - 1))])
        subsidy = said.SUBSIDY.search(text)
        self.subsidy_at = self.start + subsidy.start() if subsidy else self.end
        self.rule = said.RULE.search(text) is not None
        self.conditional = subsidy is not None and said.CONDITION.match(text) is not None
        self.last: tuple[int, bool] | None = None  # the quantity before: its end, accepted or not

    def clause(self, at: int) -> tuple[int, int]:
        """The part between stops that holds a position, `said.WINDOW` characters to each side."""
        i = bisect_right(self.stops, at) - 1
        end = self.stops[i + 1] if i + 1 < len(self.stops) else self.end
        return max(self.stops[i] + 1, at - said.WINDOW), min(end, at + said.WINDOW)

    def _is_baseline(self, quantity: Quantity, before: str) -> bool:
        """由85%提高到90%: where it stands today."""
        if quantity.value == 1 and said.EACH_BRINGS.match(self.fold, quantity.end):
            return True
        if said.THAN.search(before):
            return True
        return bool(said.FROM.search(before) and said.TO.match(self.fold, quantity.end))

    def whole_of(self, quantity: Quantity) -> Quantity | None:
        """全市4000亩(甲镇2000亩、乙镇2000亩): the number that a bracket shares out."""
        i = bisect_right(self.brackets, (quantity.number, -1)) - 1
        if i < 0 or quantity.number >= self.brackets[i][1]:
            return None
        opened, closed = self.brackets[i]
        first = bisect_right(self.quantities, opened, key=lambda q: q.number)
        last = bisect_right(self.quantities, closed, key=lambda q: q.number)
        if not first or last - first < 2:
            return None
        whole = self.quantities[first - 1]
        shares = all(
            q.unit == whole.unit and q.value <= whole.value for q in self.quantities[first:last]
        )
        return whole if shares and 0 <= opened - whole.end <= said.NEAR else None

    def _is_name(self, quantity: Quantity) -> bool:
        """Inside a name, a bracket, a code, or an ordinal."""
        if quantity.attributive:
            return True
        if quantity.unit == "岁" and not said.LIVED.search(self.fold, self.start, quantity.start):
            return True
        if _inside(self.names, quantity.number) or _inside(self.brackets, quantity.number):
            return True
        if quantity.unit == "路" and said.BUS_LINE.match(self.fold, quantity.end):
            return True
        if quantity.unit == "人" and said.MADE_OF.match(self.fold, quantity.end):
            return True
        before = self.fold[max(self.start, quantity.start - 3) : quantity.start]
        if quantity.unit in {"名", "位"} and before.endswith(("后", "末", "末尾")):
            return True
        return said.ORDINAL.search(before) is not None

    def _is_conditional(self, quantity: Quantity) -> bool:
        """对…给予…: a condition or a payment, unless a part of its own behind it counts things."""
        counts = not _is_money(quantity) and quantity.unit not in said.SHARES
        between = self.fold[self.subsidy_at : quantity.number]
        return not (counts and said.NEXT_PART.search(between))

    def _is_rule(self, quantity: Quantity, first: int, last: int) -> bool:
        """Subsidies, caps, conditions of eligibility."""
        since = max(first, self.last[0]) if self.last and self.last[0] <= quantity.start else first
        if said.HARD_CAP.search(self.fold, since, quantity.end):
            return True
        if quantity.op != "=" and (
            said.WHEN.match(self.fold, quantity.end) or self._describes(quantity, first, last)
        ):
            return True
        if self._is_class(quantity, first, last) or self._is_size(quantity, first):
            return True
        if said.RAISED.search(self.fold, first, quantity.start):
            return False
        if _is_money(quantity) and (
            said.PER_MONEY.search(self.fold, since, quantity.end)
            or said.FUNDED.search(self.fold, since, quantity.start)
        ):
            return True
        return (_is_money(quantity) or quantity.unit in {"%", "‰"}) and self._is_support(
            quantity, first, last
        )

    def _is_support(self, quantity: Quantity, first: int, last: int) -> bool:
        """Money or a share that is paid, lent or waived."""
        if said.AT_RATE.match(self.fold, first, last):
            return True
        if self.fold.startswith(("的,", "的人", "的企业", "的比例"), quantity.end):
            return True
        if self._is_volume(quantity, first):
            return False
        if said.SUBSIDY.search(self.fold, first, last):
            return True
        return self.subsidy_at < quantity.number and not (
            quantity.unit == "%" and said.REACHING.search(self.fold, first, quantity.start)
        )

    def _describes(self, quantity: Quantity, first: int, last: int) -> bool:
        """对设备投资超过500万元的项目, 厚度低于0.01毫米的地膜, 35蒸吨以下燃煤锅炉."""
        if said.CONDITION_OPENS.match(self.fold, first):
            return said.DESCRIBED.match(self.fold, quantity.end, last) is not None
        if (
            quantity.op == ">="
            or quantity.unit not in said.PHYSICAL
            or said.DONE.search(self.fold, quantity.end, last)
        ):
            return False
        return said.NOUN_BEHIND.match(self.fold, quantity.end, last) is not None

    def _is_class(self, quantity: Quantity, first: int, last: int) -> bool:
        """What something is: 50户以上村寨 behind a count, 死亡3人, a plant of 120万吨."""
        before = self.fold[first : quantity.start]
        at = self.order[quantity.number]
        adjoins = at > 0 and self.quantities[at - 1].end == quantity.start
        behind = said.NOUN.match(self.fold, quantity.end, last) is not None
        sized = quantity.op != "=" or quantity.unit in said.PLANT
        if adjoins and sized and behind and quantity.unit not in said.SHARES:
            return True
        if (
            _is_money(quantity)
            and quantity.op == ">="
            and said.OF_THING.match(self.fold, quantity.end)
        ):
            return True
        if (quantity.unit == "千伏" and behind) or self._is_framed(quantity, before, last):
            return True
        if (
            _is_money(quantity)
            and quantity.op == "="
            and said.OF_PROJECT.match(self.fold, quantity.end)
        ):
            return True
        if quantity.unit in {"人", "元"} and quantity.op == ">=" and said.HURT.search(before):
            return True
        if self._counts_tasks(quantity, before):
            return True
        yearly = quantity.unit in said.PLANT or said.YEARLY_OUTPUT.search(before)
        planned = yearly and said.PROJECT.match(self.fold, quantity.end, last)
        if planned and said.YEARLY_OUTPUT.search(before):
            return True
        return bool(planned) and not said.NEW.search(before)

    def _counts_tasks(self, quantity: Quantity, before: str) -> bool:
        """30条政策措施, 民生实事项目18项: the length of a list of which nothing is done."""
        if quantity.unit == "条":
            return said.CONTENTS.match(self.fold, quantity.end) is not None
        listed = quantity.unit in {"项", "件"} and said.LISTED_TASKS.search(before)
        return bool(listed) and not said.VERB.search(before)

    def _is_framed(self, quantity: Quantity, before: str, last: int) -> bool:
        """两侧500米范围, 在40个项目开工的基础上, 以5个县为重点, 按每千人4个的标准."""
        fold, end = self.fold, quantity.end
        if quantity.unit in said.PHYSICAL and said.EXTENT.match(fold, end, last):
            return True
        behind = fold[end : min(last, end + said.FRAME)]
        if "基础上" in behind and said.WITHIN.search(before):
            return True
        if (
            "为" in behind
            and "以" in before
            and said.AS.match(behind)
            and said.BY_THIS.search(before)
        ):
            return True
        if quantity.unit in said.SHARES or not said.AS_STANDARD.match(behind):
            return False
        return said.STANDARD.search(before) is not None

    def _is_size(self, quantity: Quantity, first: int) -> bool:
        """8立方米容积的池, 存栏100头以上的场, 共需费用600万元: how large or dear something is."""
        if _is_money(quantity):
            return said.COSTS.search(self.fold, first, quantity.start) is not None
        if quantity.op == "=":
            return said.SIZED.match(self.fold, quantity.end) is not None
        kept = self.fold.startswith("的", quantity.end) and quantity.op == ">="
        return kept and said.HEADCOUNT.search(self.fold, first, quantity.start) is not None

    def _is_volume(self, quantity: Quantity, first: int) -> bool:
        """A total of hundreds of millions to be reached (发放贷款1.2亿元以上) is no subsidy."""
        if not _is_money(quantity) or quantity.value < said.VOLUME:
            return False
        reached = any(
            words.search(self.fold, first, quantity.start) for words in (said.REACHED, said.LENT)
        )
        return (reached or quantity.op in {">=", ">"}) and self.fold[
            quantity.end : quantity.end + 1
        ] != "的"

    def _is_modifier(self, quantity: Quantity, first: int, last: int) -> bool:
        """营收超1000万元OPC100家以上: the first number only describes what the second counts."""
        if not _is_money(quantity):
            return False
        at = self.order[quantity.number]
        after = self.quantities[at + 1] if at + 1 < len(self.quantities) else None
        if (
            after
            and after.start < last
            and "、" not in self.fold[quantity.end : after.start]
            and self.fold[quantity.end : after.start] not in said.JOINTS
        ):
            return True
        before = self.quantities[at - 1] if at else None
        return (
            before is not None
            and not self._is_baseline(before, self.fold[first : before.start])
            and before.number >= first
            and "、" not in self.fold[before.end : quantity.start]
            and self.fold[before.end : quantity.start] not in said.JOINTS
            and said.ENDS.match(self.fold, quantity.end) is None
        )
