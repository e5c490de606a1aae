"""The words a mechanism is written in, with their Chinese names; free of Django.

They equal the choices of `supervision.enums`, which pages and tables use.
"""

UNIT_WORDS = {"calendar": "天", "working": "个工作日", "month": "个月"}
MET_BY_WORDS = {
    "signed": "签收",
    "plan_filed": "报送方案",
    "reported": "报告进展",
    "closure_requested": "申请办结",
    "closure_accepted": "审核办结",
}
EVERY_WORDS = {
    "day": "每日",
    "week": "每周",
    "ten_days": "每旬",
    "month": "每月",
    "quarter": "每季度",
    "half_year": "每半年",
    "year": "每年",
}
REVIEWER_WORDS = {"office": "交办单位", "leader": "单位负责人", "nobody": "不审核"}
COLOUR_WORDS = {"blue": "蓝色", "orange": "橙色", "red": "红色"}
WEEKDAYS = "一二三四五六日"
RESERVED_KEYS = frozenset({"assigned", "assign", "deadline"})  # duties every task has
