"""星级工业企业评定: eligibility, 24 criteria, the ranking, stars and rewards."""

from ..population import PopulationScheme
from .criteria import DEFINITION
from .explaining import explain
from .neighbours import with_neighbours
from .ranking import score

SCHEMES = (PopulationScheme(DEFINITION, score, explain, beside=with_neighbours),)
