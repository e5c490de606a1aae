"""What words are made from (模板数据): plain values that know which figure they are.

Nothing here has a method that a template could call; a name that is not there is an error and
never an empty word.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, final

OPENS, PARTS, CLOSES = "\ue000", "\ue001", "\ue002"  # around a figure in rendered text
_MARKS = re.compile(f"[{OPENS}{PARTS}{CLOSES}]")


class WordsError(Exception):
    """A template asks for what cannot be written (模板写不出来); `word`: what it asked for."""

    code = "words"

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word


class UnknownWordError(WordsError):
    """It asks for something that is not there (模板里的名称不存在)."""

    code = "unknown_word"


class NotAFigureError(WordsError):
    """It treats a word as a figure (不是数)."""

    code = "not_a_figure"


class TooLongError(WordsError):
    """It writes more than any bulletin has (写出来太长)."""

    code = "too_long_written"


def plain(text: object) -> str:
    """Text on one line, without the marks that figures carry."""
    return " ".join(_MARKS.sub("", str(text)).split())


@final
class Figure:
    """A figure (数字): what is printed, the number it is compared by, the key of its list."""

    __slots__ = ("_key", "_number", "_text")

    def __init__(self, number: float, *, key: str = "", text: str | None = None) -> None:
        self._number, self._key = number, key
        self._text = str(number) if text is None else text

    def __str__(self) -> str:
        return f"{OPENS}{self._key}{PARTS}{plain(self._text)}{CLOSES}" if self._key else self._text

    def __bool__(self) -> bool:
        return bool(self._number)

    def __eq__(self, other: object) -> bool:
        return self._number == _number(other)

    def __hash__(self) -> int:
        return hash(self._number)

    def __lt__(self, other: object) -> bool:
        return self._number < _number(other)

    def __le__(self, other: object) -> bool:
        return self._number <= _number(other)

    def __gt__(self, other: object) -> bool:
        return self._number > _number(other)

    def __ge__(self, other: object) -> bool:
        return self._number >= _number(other)

    def _size(self) -> "Figure":
        """The same without its sign."""
        return Figure(abs(self._number), key=self._key, text=self._text.lstrip("+-"))


def size_of(figure: object) -> Figure:
    """A figure without its sign: 减少 3 项, not 减少 -3 项. Raises NotAFigureError."""
    if not isinstance(figure, Figure):
        raise NotAFigureError(plain(figure))
    return figure._size()


def _number(other: object) -> float:
    if isinstance(other, Figure):
        return other._number
    if isinstance(other, int | float):
        return other
    raise TypeError(other)


@final
class Record:
    """Named values; asked for another name it raises UnknownWordError."""

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = {name: _wrapped(value) for name, value in values.items()}

    def __getitem__(self, name: object) -> Any:
        try:
            return self._values[name]  # type: ignore[index]
        except KeyError:
            raise UnknownWordError(str(name)) from None

    def __bool__(self) -> bool:
        return bool(self._values)


@final
class Rows:
    """A list that can only be walked through."""

    __slots__ = ("_rows",)

    def __init__(self, rows: Sequence[Any]) -> None:
        self._rows = tuple(_wrapped(row) for row in rows)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._rows)

    def __reversed__(self) -> Iterator[Any]:
        return iter(self._rows[::-1])

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, name: object) -> Any:
        raise UnknownWordError(str(name))


def first_rows(rows: Rows, number: int) -> Rows:
    """The first so many."""
    return Rows(list(rows)[: max(number, 0)])


def _wrapped(value: Any) -> Any:
    if isinstance(value, Figure | Record | Rows | bool):
        return value
    if isinstance(value, Mapping):
        return Record(value)
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, Sequence):
        return Rows(value)
    if value is None:
        return Record({})
    return Figure(value)
