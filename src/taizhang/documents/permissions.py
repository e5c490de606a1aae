"""Who may do what with source files and drafts (原件、草稿): used by page, template and operation.

The supervision office uploads and corrects. Roles that read everything read the drafts too.
Administrators care for people and units, not for contents; unit liaisons see the source sentence
of their own tasks on the task page only.
"""

from taizhang.accounts.enums import READ_ALL_ROLES, SUPERVISION_ROLES
from taizhang.accounts.models import Person

from .enums import DraftState
from .models import Draft


def may_read_documents(person: Person) -> bool:
    """Whether the person may see the list, source files and drafts."""
    return person.has_role(*READ_ALL_ROLES)


def may_upload(person: Person) -> bool:
    """Whether the person may add source files and have them read again."""
    return person.has_role(*SUPERVISION_ROLES)


def may_correct(person: Person, draft: Draft) -> bool:
    """Whether the person may correct this draft: the office, until the draft is confirmed."""
    return may_upload(person) and draft.state == DraftState.OPEN


def may_restore(person: Person, draft: Draft) -> bool:
    """Whether the person may take this draft up again: the office, what was put aside."""
    return may_upload(person) and draft.state == DraftState.DISCARDED
