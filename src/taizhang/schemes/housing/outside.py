"""What every measure says on a day outside the year in which the notice is in force."""

from ..definitions import Definition
from ..types import Step


def step_outside(definition: Definition, why: str, result: str) -> Step:
    """The only step of a subject on such a day: the days in force, and what is left of a claim."""
    force = definition.in_force
    rule = f"{force.starts} 至 {force.until} 施行"
    return Step("in_force", "施行期间", why, rule, result, str(force.source))
