"""创业担保贷款: which small firms may apply, and who bears a loss."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from ..definitions import read_definition
from ..exact import half_up
from ..parameters import Values
from ..scheme import Refusals, RowScheme
from ..types import Judged, Row, Step
from ..wording import percent, yuan


def _check_staff(rows: Sequence[Row], values: Values, refusals: Refusals) -> None:
    for row in rows:
        if row.count("staff") == 0:
            refusals.add(row, "staff", "在职职工是 0 人，算不出占比，请填写人数。")


def _eligibilities(rows: Sequence[Row], values: Values) -> Iterator[Judged]:
    return (_eligibility(row, values) for row in rows)


def _eligibility(row: Row, values: Values) -> Judged:
    """The exact share is held against the bound; only what is written is rounded."""
    staff, hires = row.count("staff"), row.count("new_eligible_hires")
    share = Fraction(hires * 100, staff)
    large = staff > values.count("large_staff")
    name = "large_share_pct" if large else "share_pct"
    bound = values.number(name)
    eligible = share >= bound
    size = "超过" if large else "不超过"
    rule = f"职工{size} {values.count('large_staff')} 人，占比不低于 {percent(bound)}"
    written = percent(half_up(share, 4))
    source = values.source(name, "large_staff")
    steps = (
        Step(
            "share_pct",
            "新招用占比",
            f"当年新招用符合条件人员 {hires} 人，在职职工 {staff} 人",
            "新招用符合条件人员 ÷ 在职职工",
            written,
            source,
        ),
        Step("eligible", "符合条件", written, rule, "是" if eligible else "否", source),
    )
    found = {"firm_id": row["firm_id"], "share_pct": share, "eligible": eligible}
    return Judged(row.text("firm_id"), found, steps)


def _shared_losses(rows: Sequence[Row], values: Values) -> Iterator[Judged]:
    return (_shared_loss(row, values) for row in rows)


def _shared_loss(row: Row, values: Values) -> Judged:
    """The fund's part is rounded, the rest is the bank's, so that both add up to the loss."""
    loss, named = row.number("loss_yuan"), row.flag("force_majeure")
    share, agreed = _share(row, values)
    fund = half_up(Fraction(loss) * Fraction(share) / 100, 2) if named else Decimal(0)
    bank = loss - fund if named else Decimal(0)
    reason = "" if named else "不是因不可抗力造成的损失，不按本条分担"
    source = values.source("fund_share_pct")
    rule = f"{agreed}担保基金 {percent(share)}，四舍五入到分" if named else reason
    rest = "其余由经办金融机构分担" if named else reason
    given = f"损失 {yuan(loss)}"
    steps = (
        Step(
            "force_majeure",
            "损失原因",
            "因不可抗力" if named else "不是因不可抗力",
            "因不可抗力造成无法偿还",
            "符合" if named else "不符合",
            source,
        ),
        Step("fund_yuan", "担保基金分担", given, rule, yuan(fund), source),
        Step("bank_yuan", "金融机构分担", given, rest, yuan(bank), source),
    )
    found = {"loan_id": row["loan_id"], "fund_yuan": fund, "bank_yuan": bank, "reason": reason}
    return Judged(row.text("loan_id"), found, steps)


def _share(row: Row, values: Values) -> tuple[Decimal, str]:
    """The fund's share in percent, and whose word that is."""
    if row.given("fund_share_pct"):
        return row.number("fund_share_pct"), "按协议约定，"
    return values.number("fund_share_pct"), "协议没有约定，"


_PACKAGE = __package__ or ""
ELIGIBILITY = RowScheme(
    read_definition(_PACKAGE, "guaranteed-loan-eligibility"), _eligibilities, check=_check_staff
)
LOSS_SHARING = RowScheme(read_definition(_PACKAGE, "guarantee-loss-sharing"), _shared_losses)
