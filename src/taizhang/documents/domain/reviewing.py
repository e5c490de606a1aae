"""All corrections of a draft (核对草稿), by one name each."""

from .adding import add_row
from .deciding import accept_row, accept_rows, drop_row, restore_row
from .drafting import discard_draft, edit_draft, edit_draft_fields, restore_draft
from .editing import edit_row, edit_row_fields
from .merging import merge_rows
from .offering import decline_offer, take_offer
from .splitting import split_row

__all__ = [
    "accept_row",
    "accept_rows",
    "add_row",
    "decline_offer",
    "discard_draft",
    "drop_row",
    "edit_draft",
    "edit_draft_fields",
    "edit_row",
    "edit_row_fields",
    "merge_rows",
    "restore_draft",
    "restore_row",
    "split_row",
    "take_offer",
]
