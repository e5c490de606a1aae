"""房地产“27条”: five measures of one notice, in force for a year."""

from .guarantee import GUARANTEE
from .instalments import INSTALMENTS
from .loan import LOAN
from .margin import MARGIN
from .withdrawal import WITHDRAWAL

SCHEMES = (LOAN, WITHDRAWAL, INSTALMENTS, GUARANTEE, MARGIN)
