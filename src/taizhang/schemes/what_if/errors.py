"""What cannot be asked of a scheme or of two results."""

from ..errors import SchemeError


class ComparisonError(SchemeError):
    """Two results that cannot be laid side by side, or a ranking that is none (不能比较)."""

    code = "comparison"
