"""What of a web page is not the document (网页杂质): navigation, sharing, footers, link lists."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from ..vocabulary import words

_SILENT_TAGS = frozenset(words("web", "silent_tags"))
_NAVIGATION_TAGS = frozenset(("nav", "aside", "footer"))
_BLOCKS = frozenset(("div", "ul", "ol", "dl", "table", "section", "form", "header", "p", "span"))
_NAMES = re.compile(
    r"(?:^|[-_\s])(?:nav|navbar|navi|navigation|menu|submenu|breadcrumbs?|crumbs?|dqwz|location|"
    r"position|share|bshare|bdshare\w*|jiathis\w*|sharebox|print|qrcode|ewm|erweima|foot|footer|"
    r"bottom|copyright|sidebar|aside|search|toolbar|pagination|related|xgwd|xgjd|xglj|recommend|"
    r"friendlinks?|yqlj|login|advert|banner|topbar|toplink|fontsize|fontzoom-?btn|tool)(?:$|[-_\s])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MOST = 0.4
_FEWEST_LINKS = 4
_LINKED = 0.7

LINE_NOISE = re.compile(
    r"(?:您?(?:现在|当前|所在)?的?(?:所在)?位置(?:是)?\s*[:：]|当前位置|首页\s*[>»›/]).*|"
    r"[【\[(（]?\s*(?:字体|字号|字体大小)\s*[:：]?.{0,20}|[【\[]?\s*(?:大|中|小|默认)\s*[】\]]?|"
    r"(?:[【\[(（]?\s*(?:打印(?:本页|此页)?|关闭(?:本页|窗口|此页)?|收藏(?:本页)?|返回顶部|返回|纠错|"
    r"下载|字体|大|中|小|我要纠错|视力保护色?)\s*[】\])）]?[\s|/、]*)+|"
    r"(?:分享(?:到|至)?|扫一扫.{0,24}|浏览(?:次数|量)|阅读(?:次数|量)|点击(?:数|率|次数|量)|访问量)"
    r"\s*[:：]?\s*.{0,12}|"
    r"(?:上一(?:篇|条)|下一(?:篇|条)|相关(?:链接|文章|新闻|稿件|阅读|政策|文件|解读))\s*[:：]?.{0,60}|"
    r"(?:版权所有|网站标识码|主办单位|承办单位|技术支持|备案号|网站地图|联系我们).{0,120}|"
    r".{0,40}(?:ICP备|公网安备).{0,60}|Copyright.{0,120}|责任编辑\s*[:：].{0,20}|"
    r"(?:信息)?来源\s*[:：].{0,40}?(?:发布(?:时间|日期)|时间)\s*[:：].{0,60}|"
    r"(?:发布(?:时间|日期)|时间)\s*[:：]\s*\d{4}[-年/.]\d{1,2}.{0,80}?(?:来源|浏览|字体|字号|点击|阅读).*",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Weight:
    """Of a node: characters, those in links, how many links, whether it has sentences or a head."""

    characters: int = 0
    linked: int = 0
    links: int = 0
    sentences: int = 0
    heads: int = 0


Skip = Callable[[LexborNode], bool]


def walk(root: LexborNode, skip: Skip) -> Iterator[tuple[LexborNode, bool]]:
    """Each node on the way in (True) and on the way out (False), without recursion.

    What ``skip`` says of is left out with all that is inside.
    """
    top = root.mem_id
    node: LexborNode | None = root
    entering = True
    while node is not None:
        if entering and skip(node):
            entering = False
        elif entering:
            yield node, True
            child = node.child
            entering = child is not None
            node = child if child is not None else node
            if entering:
                continue
            yield node, False
        else:
            yield node, False
        if node.mem_id == top:
            return
        following = node.next
        entering = following is not None
        node = following if following is not None else node.parent


class PageNoise:
    """Tells what of a page is no part of its document; the weights are taken once."""

    def __init__(self, root: LexborNode) -> None:
        self._weights: dict[int, _Weight] = {}
        self._root = root.mem_id
        self._weigh(root)

    def __call__(self, node: LexborNode) -> bool:
        tag = node.tag or ""
        if tag.startswith("-"):
            return tag != "-text"
        if _is_silent(node):
            return True
        if tag not in _BLOCKS and tag not in _NAVIGATION_TAGS:
            return False
        return self._is_around(node, tag)

    def _is_around(self, node: LexborNode, tag: str) -> bool:
        """Whether a block stands around the document: by name or because it is a list of links.

        Never what holds much of the page: names lie.
        """
        weight = self._weights.get(node.mem_id, _Weight())
        if weight.characters > _MOST * self._weights[self._root].characters:
            return False
        if weight.heads == 0 and (tag in _NAVIGATION_TAGS or _NAMES.search(_names(node))):
            return True
        if weight.links < _FEWEST_LINKS or weight.sentences:
            return False
        return weight.linked > _LINKED * weight.characters

    def _weigh(self, root: LexborNode) -> None:
        waiting = [_Weight()]
        in_link = 0
        for node, entering in walk(root, _is_unseen):
            tag = node.tag
            if tag == "-text":
                if entering:
                    _add_text(waiting[-1], node.text_content or "", in_link > 0)
                continue
            in_link += (1 if entering else -1) if tag == "a" else 0
            if entering:
                waiting.append(_Weight(links=int(tag == "a"), heads=int(tag == "h1")))
            else:
                weight = waiting.pop()
                self._weights[node.mem_id] = weight
                _add(waiting[-1], weight)


def _is_unseen(node: LexborNode) -> bool:
    tag = node.tag or ""
    return tag != "-text" if tag.startswith("-") else _is_silent(node)


def _is_silent(node: LexborNode) -> bool:
    if node.tag in _SILENT_TAGS:
        return True
    attributes = node.attributes
    return "hidden" in attributes or _HIDDEN.search(attributes.get("style") or "") is not None


def _names(node: LexborNode) -> str:
    attributes = node.attributes
    return f"{attributes.get('class') or ''} {attributes.get('id') or ''}"


def _add_text(weight: _Weight, text: str, in_link: bool) -> None:
    count = len(text) - text.count(" ") - text.count("\n")
    weight.characters += count
    weight.linked += count if in_link else 0
    weight.sentences += text.count("。")


def _add(total: _Weight, part: _Weight) -> None:
    total.characters += part.characters
    total.linked += part.linked
    total.links += part.links
    total.sentences += part.sentences
    total.heads += part.heads
