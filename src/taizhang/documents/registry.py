"""What rooms above add to the review page (核对页): the step that follows it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from taizhang.accounts.models import Person

from .models import Draft


@dataclass(frozen=True, slots=True)
class ReviewStep:
    """A button in the head of the review page: `url_name` takes the draft's id."""

    label: str | Promise
    url_name: str
    may: Callable[[Person, Draft], bool]


_steps: dict[str, ReviewStep] = {}


def register_review_step(step: ReviewStep) -> None:
    """Add a step; called once, when the room above starts. The same address replaces it."""
    _steps[step.url_name] = step


def review_steps(person: Person, draft: Draft) -> list[ReviewStep]:
    """The steps this person may take with this draft."""
    return [step for step in _steps.values() if step.may(person, draft)]
