"""The whole paper as one page of HTML, and the bytes of its pictures."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from .._text import one_line
from .._types import OfficialPaper
from . import _frame as frame
from ._body import Body
from ._look import style_sheet
from ._nodes import Node, node

END = "end"  # names the last element above the imprint


def page_of(paper: OfficialPaper) -> tuple[str, list[bytes]]:
    """HTML without markup of the caller's, and the pictures it names as picture:0, picture:1, …"""
    body = Body(paper.site)
    parts = [node("div", *_main(paper, body), cls="main"), *_annexes(paper, body)]
    parts[-1][-1].set("id", END)
    imprint = frame.imprint_of(paper.imprint) if paper.imprint else None
    if imprint is not None:
        room = deepcopy(imprint)  # unseen: it keeps the place that the other takes at the foot
        room.set("class", "imprint room")
        parts.append(node("div", room, imprint, cls="tail"))
    page = node("html", _about(paper), node("body", *parts), lang="zh-CN")
    text = etree.tostring(page, method="html", encoding="unicode", doctype="<!DOCTYPE html>")
    return text, body.pictures


def _main(paper: OfficialPaper, body: Body) -> list[Node]:
    head = [*frame.head_of(paper.head), *frame.blanks(2, keep=True)] if paper.head else []
    return [
        *head,
        frame.title_of(paper.title, "h1"),
        *frame.blanks(1, keep=True),
        *frame.addressee_of(paper),
        *body.of(paper.body),
        *frame.attachments_of(paper.attachment_names),
        *(frame.signature_of(paper.signature) if paper.signature else []),
        *frame.note_of(paper.note),
    ]


def _annexes(paper: OfficialPaper, body: Body) -> list[Node]:
    made = []
    for at, annex in enumerate(paper.annexes, start=1):
        label = f"附件{at}" if len(paper.annexes) > 1 else "附件"
        blocks = body.of(annex.body, landscape=annex.landscape)
        look = "annex turned" if annex.landscape else "annex"
        made.append(node("div", *frame.annex_head(label, annex.title), *blocks, cls=look))
    return made


def _about(paper: OfficialPaper) -> Node:
    about = paper.properties
    moment = about.at.replace(microsecond=0).isoformat()
    named = {
        "author": one_line(about.author),
        "description": one_line(about.subject),
        "dcterms.created": moment,
        "dcterms.modified": moment,
    }
    metas = [node("meta", name=name, content=said) for name, said in named.items() if said]
    title = node("title", one_line(paper.title))
    return node("head", node("meta", charset="utf-8"), title, *metas, node("style", style_sheet()))
