"""What may stand in an address (地址中的代码)."""

from django.urls import register_converter


class CodeConverter:
    """The code of an indicator: no text that the database could not look for."""

    regex = r"[^/\x00]{1,32}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(CodeConverter, "code")
