"""Tenses (时态): whether the words before a number look back or ahead."""

from __future__ import annotations

from bisect import bisect_right

from ..guarded import Guarded
from ..patterns import late
from ..vocabulary import alternation

_YEARS = r"[一二两三四五六七八九十\d]年多?来|近[一二两三四五\d]年(?!内)"
_LASTING = rf"{alternation('targets', 'looking_back')}|{_YEARS}|(?<!\d)1[-—至~]1?\d月"
_NEAR = rf"{alternation('targets', 'past_words')}|已经?(?![^,;。]{{0,10}}的)"
_COMPARED = r"较(?:上年|20\d\d)"
_FUTURE = (
    rf"{alternation('targets', 'future_words')}|[到至](?:20[1-9]\d年|[“\"]?十[二三四五六七]五)|"
    r"(?<!截至)20\d\d年?[底末]?前"
)
_TOLD_LATER = late(
    r"年初(?:增|提|下降|上升)|今年以来已|年初以来已|比上年同期|"
    r"正在(?:施工|推进|建设|进行|办理)"
)
_TURN = Guarded(
    f"{alternation('targets', 'looking_back', 'past_words', 'future_words')}|"
    r"年来|年多来|近[一二两三四五\d]年|1[-—至~]|已|较上年|较20|到(?:20|[“\"]?十)|至(?:20|[“\"]?十)|"
    r"20\d\d年?[底末]?前|;",
    late(
        rf"(?P<lasting>{_LASTING})|(?P<near>{_NEAR})|(?P<compared>{_COMPARED})|"
        rf"(?P<future>{_FUTURE})|(?P<stop>;)"
    ),
    1,
)


def _lasts(fold: str, start: int, end: int, lasting: bool) -> bool:
    """Whether the paragraph is still looking back behind some text without numbers."""
    for found in _TURN.finditer(fold, start, end):
        if found["lasting"] or found["future"]:
            lasting = found["lasting"] is not None
    return lasting


class Tenses:
    """The tenses of one sentence; ``carried`` when the paragraph was looking back before it."""

    def __init__(self, fold: str, start: int, end: int, *, carried: bool) -> None:
        self._fold, self._end = fold, end
        self._at = [start - 1]
        told = _TOLD_LATER.search(fold, start, end) is not None
        self._past = [carried or told]
        self.lasting = carried
        ahead = False
        for found in _TURN.finditer(fold, start, end):
            if found["compared"] and ahead:
                continue
            ahead = found["future"] is not None or (ahead and found["stop"] is None)
            if found["lasting"] or found["future"]:
                self.lasting = found["lasting"] is not None
            self._at.append(found.start())
            again = found["stop"] is not None and told
            self._past.append(self.lasting or again or bool(found["near"] or found["compared"]))

    def is_past(self, at: int) -> bool:
        """Whether what stands at a position has been reached."""
        return self._past[bisect_right(self._at, at) - 1]

    def follow(self, start: int, end: int) -> Tenses:
        """The tenses of a later sentence, after what stands between in its paragraph."""
        line = self._fold.rfind("\n", self._end, start) + 1
        since = max(self._end, line)
        lasting = self.lasting and not line
        if since < start:
            lasting = _lasts(self._fold, since, start, lasting)
        return Tenses(self._fold, start, end, carried=lasting)
