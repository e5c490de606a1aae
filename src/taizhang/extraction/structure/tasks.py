"""Tasks among numbered paragraphs (任务判断): what tells somebody to do something.

Everything under a number is a task unless something speaks against it: a question, a service
guide that says 您, a list of conditions or papers, a bare heading, words that look back.
"""

from __future__ import annotations

from ..clauses.finding import is_keyed
from ..lines.stream import Stream
from ..patterns import late
from ..vocabulary import alternation
from .outline import Node, title_text

_WORK = late(alternation("sections", "work_verbs"))
_MEASURED = late(r"\d|[一二三四五六七八九十百千万亿]+[个家项处所条座]")
_PAST = late(rf"{alternation('targets', 'past_words')}|比上年|同比|核算")
_TYPES = late(r"型$")
_QUESTION = late(r"[?？]$|什么|如何|怎么|哪些")
_ADDRESSED = late("您|请你")
_LIST_HEAD = late(r"符合以下|下列|以下(?:条件|情形|材料|之一)|包括:$|材料:$|条件:$")
_CONTENTS = late(
    r"(?:方案|办法|规划|计划|意见|措施|文件|通知|政策|要点|条例)(?:主要|共|一共|总共)*(?:包括|分为|包含|由)[^。]{0,12}?"
    r"[\d一二三四五六七八九十]+个?(?:大)?(?:部分|方面|章|条)"
)
_COMING = late(r"(?:预计|计划|拟|将)(?:于|在)?\d{4}年")
_HEAD = 60


def _speaks_against(stream: Stream, node: Node, title: str) -> bool:
    if _TYPES.search(title) or _QUESTION.search(title):
        return True
    if _ADDRESSED.search(stream.fold, node.start, node.end):
        return True
    if _CONTENTS.search(stream.fold, node.start, min(node.end, node.start + 2 * _HEAD)):
        return True
    above = node.parent
    while above is not None and above.label:
        heading = stream.fold[above.start : above.end]
        if _LIST_HEAD.search(heading) or _QUESTION.search(title_text(stream, above)):
            return True
        above = above.parent
    return False


def is_card(stream: Stream, node: Node) -> bool:
    """Whether points are the fields of one task: （一）责任单位：… （二）完成时限：…"""
    if node.label is None:
        return False
    keyed = 0
    for child in node.children:
        start = child.start + (child.label.length if child.label else 0)
        keyed += is_keyed(stream.fold[start : start + _HEAD])
    return keyed > 1 and keyed * 3 >= len(node.children)


def _is_line(stream: Stream, node: Node) -> bool:
    """Whether a number has one line and nothing behind it."""
    behind = stream.fold[node.body : node.end].strip()
    return not node.children and not behind and node.title[0] < node.title[1]


class TaskJudge:
    """Judges the leaves of one document; ``plan``: a document whose points should all be tasks."""

    def __init__(self, stream: Stream, *, plan: bool) -> None:
        self.stream = stream
        self.plan = plan
        self._lists: dict[int, bool] = {}

    def is_task(self, node: Node) -> bool:
        """Whether a leaf of the outline without a clause is a task."""
        title = title_text(self.stream, node)
        if _speaks_against(self.stream, node, title):
            return False
        if _is_line(self.stream, node):
            return self._is_line_task(node, title)
        text = self.stream.fold[node.title[0] : min(node.end, node.title[1] + _HEAD)]
        if self.plan or _MEASURED.search(title):
            return True
        if _PAST.search(text) and not _WORK.match(text):
            return _COMING.search(self.stream.fold, node.start, node.end) is not None
        return _WORK.search(text) is not None or _MEASURED.search(text) is not None

    def _is_line_task(self, node: Node, line: str) -> bool:
        """A line of a list of tasks or projects, not a heading whose text is missing.

        It promises a number, or it has a verb and is a whole sentence, or most lines beside it are
        such lines too.
        """
        if _MEASURED.search(line):
            return True
        if _WORK.search(line) is None:
            return False
        return self.stream.fold.startswith("。", node.title[1]) or self._in_list(node)

    def _in_list(self, node: Node) -> bool:
        """Whether a node stands among lines; asked once for all points of a heading."""
        parent = node.parent
        if parent is None:
            return False
        known = self._lists.get(id(parent))
        if known is None:
            lines = sum(_is_line(self.stream, child) for child in parent.children)
            known = len(parent.children) > 1 and lines * 2 > len(parent.children)
            self._lists[id(parent)] = known
        return known
