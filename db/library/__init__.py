"""The read model: what lists, pages and searches are answered from.

It is derived from the records, never edited, and safe to delete at any time. It consists of parts
(`db.library.parts`), each a few tables: the records with their links both ways, the words they are
found by, the values that field terms ask for, the orders of lists. Every record has a number, by
kind and then as its list usually stands, and what a query finds is a set of numbers. SQL stands in
this folder and nowhere else. A second implementation, on an SQL server that a whole newsroom
shares, would have to answer what `Library` and its `index` promise:

- a record by kind and id, and the nearest id for one that is not there; who was merged into one,
  under whose id it is found too;
- the events about a party, in a source, citing a quote; the quotes of an event and of a source;
  disputes both ways; whole groups of `same_as`; companies below a company; counts of each;
- a number for every record that stays while the library is open, ascending in the usual order;
- all numbers of a kind in each order of `db.library.sorts`;
- for typed words folded by `db.words`: sets of the records that hold them, by the best `Place`
  (needs the beginnings and insides of words, phrases, and the step from an event to its people);
- the vocabulary, for mistyped words;
- the set of events in which several `Condition`s hold together, who is listed because of them, and
  how many rows of a list each further value would leave.

Ranking is not asked of it: candidates come back in sets and `db.search` decides.
"""

from db.library.index import Index, Summary
from db.library.numbered import Merger
from db.library.read import Counts, Library

__all__ = ["Counts", "Index", "Library", "Merger", "Summary"]
