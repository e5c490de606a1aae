"""What must not be made public, as far as characters show it (公开审查).

A person reviews before anything is public (政府信息公开条例, 国务院令第711号, 第十七条); this finds
what reviewers overlook: what a document says of its own publication (第十二条), and ways to reach
people, which are personal information (第十五条).
"""

import re

_SPACE = r"[ \t\u3000]*"
_CLOSED = r"(?:不予公开|不公开|依申请公开|不宜公开|暂不公开)"
# A note of the layout: alone on its line, or in brackets, never inside a running sentence.
_NOTE = re.compile(
    rf"(?:^{_SPACE}|[（(]{_SPACE}(?:此件|本件|本文)?{_SPACE}|(?:公开(?:属性|方式|选项|类别|形式)|信息公开){_SPACE}[:：]{_SPACE})"
    rf"(?P<note>{_CLOSED}|内部(?:资料|文件|使用|掌握)(?:[，,]?{_SPACE}(?:请)?(?:注意|妥善)保(?:存|管))?)"
    rf"{_SPACE}(?:$|[）)])",
    re.MULTILINE,
)
_OPEN = re.compile(r"[（(](?:此件|本件|本文)[^（）()\n]{0,8}公开(?:发布)?[）)]|主动公开")

# (what it is, how it looks), in the order in which it is told
_PERSONAL = (
    ("身份证件号码", re.compile(r"(?<!\d)\d{6}(?:19|20)\d{9}[\dXx](?![\dXx])")),
    ("手机号码", re.compile(r"(?<!\d)1[3-9]\d(?:[- ]?\d{4}){2}(?!\d)")),
    ("固定电话", re.compile(r"(?<!\d)(?:\(0\d{2,3}\)|0\d{2,3})[-— ]?\d{7,8}(?!\d)")),
    ("电话", re.compile(r"(?:电话|手机|传真|热线)号?码?[:：]?[ \t]*\d[\d-]{4,}")),
    ("电子邮箱", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("联系人姓名", re.compile(r"联\s*系\s*人(?:姓名)?[ \t]*[:：]")),
)
_FULL_WIDTH = str.maketrans(
    {chr(0xFF01 + at): chr(0x21 + at) for at in range(94)} | {"\u3000": " "}
)


def closed_note(text: str) -> str:
    """What a document prints of itself where it is not open to everybody: 依申请公开; "" else.

    >>> closed_note("（此件不公开）"), closed_note("对商业秘密不予公开的信息，按规定办理。")
    ('不公开', '')
    """
    found = _NOTE.search(text)
    return found["note"] if found else ""


def says_it_is_open(text: str) -> bool:
    """Whether a document prints of itself that it is published: （此件公开发布）."""
    return _OPEN.search(text) is not None


def personal_marks(text: str) -> list[str]:
    """Which ways to reach or know a person the text holds; full-width characters count alike.

    >>> personal_marks("联系人：张三，电话１３８００１３８０００")
    ['手机号码', '电话', '联系人姓名']
    """
    folded = text.translate(_FULL_WIDTH)
    return [name for name, pattern in _PERSONAL if pattern.search(folded)]
