"""Popolo JSON: people, organizations, memberships, posts and events, for tools on politicians.

    document.py  the tables of a document; the door
    naming.py    ids: those of the file that somebody came from, where they are unique here
    quoted.py    what the row that an event quotes says of itself; sources of events
    dating.py    a date as Popolo has it
    members.py   events that tell a membership -> memberships
    happened.py  posts, and events of other kinds

Popolo has claims without a grade, so that only what is done and neither denied nor rumoured is a
membership; the rest are events, with the sentence that says how sure they are. The label of a
membership with a role is its sentence: one without would be taken for the role. Source: https://www.popoloproject.com/specs/.
"""
