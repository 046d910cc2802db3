"""The read model in SQLite: by id, links both ways, candidates and counts for a query.

It is derived from the records, never edited, and safe to delete at any time. SQL stands in this
folder and nowhere else. A second implementation, on a SQL server that a whole newsroom shares,
would have to answer what `Library` and its `index` promise:

- a record by kind and id, as the JSON that `db.codec` wrote, and the nearest id for one not there;
- the events about a party, in a source, citing a quote; the quotes of an event and of a source;
  disputes both ways; whole groups of `same_as`; companies below a company; counts of each;
- a number for every record, by kind and in file order, that stays the same while it is open;
- all numbers of a kind in each order of `SORTS`, by folded key and then the original;
- for typed words folded by `db.words`: which records hold them, and the best `Place` of each
  (needs full-text search with phrases and prefixes over tokens that we cut, and a substring scan
  of names);
- the vocabulary, for mistyped words;
- the events in which several `Condition`s hold together, who takes part in them, and how many rows
  of a list each further value would leave.

Ranking is not asked of it: candidates come back in no order and `db.search` decides.
"""

from db.library.index import Index, Summary
from db.library.match import Needle, Place
from db.library.read import Counts, Library

__all__ = ["Counts", "Index", "Library", "Needle", "Place", "Summary"]
