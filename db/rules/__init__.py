"""The rules that a set of records keeps, as functions; `db.checks` is the table of them."""
