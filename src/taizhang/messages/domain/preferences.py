"""Which ways outside a person wants (接收方式)."""

from taizhang.accounts.models import Person

from ..models import Preference


def preference_of(person: Person) -> Preference:
    """What the person has chosen; everything where nothing was chosen."""
    return Preference.objects.filter(person=person).first() or Preference(person=person)


def choose_channels(*, actor: Person, email: bool, webhook: bool) -> Preference:
    """Take one's own digests by these ways from the next one on; the inbox always gets them."""
    preference, _is_new = Preference.objects.update_or_create(
        person=actor, defaults={"email": email, "webhook": webhook}
    )
    return preference
