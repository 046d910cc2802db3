"""Who may be one and the same: pairs of people, or of companies, with reasons for and against.

    names.py      a name in comparable words: titles and legal forms apart, other scripts spelled
    keys.py       what two names share, so that only those are compared that share something
    blocks.py     all names of a database -> the pairs worth a look
    ties.py       what else two records share, or tell apart: registers, links, companies, sources
    judging.py    pairs -> scores, with the reasons in words
    listing.py    records -> the list that a reader sees

Nothing is merged here; `db.merging` does that, by a reader's decision.
"""

from db.likeness.judging import Likeness
from db.likeness.listing import PARTIES, Duplicates, duplicates

__all__ = ["PARTIES", "Duplicates", "Likeness", "duplicates"]
