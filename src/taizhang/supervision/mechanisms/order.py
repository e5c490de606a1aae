"""Which steps wait for which (环节的先后)."""

from collections.abc import Iterator

from .types import Step


def depends_on(step: Step) -> tuple[str, ...]:
    """The keys of the steps that must come before this one."""
    names = (step.start if step.start != "assigned" else "", step.after)
    return tuple(dict.fromkeys(name for name in names if name))


def circles(steps: dict[str, Step]) -> Iterator[tuple[str, ...]]:
    """Each circle of steps that wait for each other, once."""
    done: set[str] = set()
    for key in steps:
        path: list[str] = []
        yield from _circles_from(key, steps, path, done)


def _circles_from(
    key: str, steps: dict[str, Step], path: list[str], done: set[str]
) -> Iterator[tuple[str, ...]]:
    if key in path:
        yield tuple(path[path.index(key) :])
        return
    if key in done:
        return
    path.append(key)
    for name in depends_on(steps[key]):
        if name in steps:
            yield from _circles_from(name, steps, path, done)
    path.pop()
    done.add(key)
