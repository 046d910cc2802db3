"""Popolo JSON -> drafts: people, organizations, and who was a member of what, from when to when.

    tables.py       what a document may hold, how tables nest, and what a bare record is
    drafting.py     a file -> its drafts; the door
    walking.py      a document -> its rows, nested ones too, each with its place
    rows.py         one row: takes values of any type, and knows what nobody took
    names.py        what somebody is called
    book.py         all rows by id: who refers to whom
    parties.py      persons and organizations -> parties, births and foundings
    relations.py    memberships, posts and events -> what happened
    sentences.py    what that says, in words

Source: https://www.popoloproject.com/specs/, and the files that EveryPolitician, mySociety and
others publish, which leave out what they do not know and add what they need. What no record holds
is named, field by field: a row yields every key that was not taken.
"""
