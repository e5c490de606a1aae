"""What indicators mean, and in which regions they are kept (指标定义)."""

from .defining import change_indicator, define_indicator
from .regions import keep_series

__all__ = ["change_indicator", "define_indicator", "keep_series"]
