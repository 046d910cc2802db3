"""Records -> FollowTheMoney entities as JSON lines, for Aleph, OpenSanctions' tools and `ftm`.

    entity.py     an entity that is being made, and the ids that are given
    origin.py     what the file of an imported event called it
    parties.py    people and companies
    events.py     events: relations where they are one, an Event where not
    papers.py     articles, and quotes as notes that prove them
    writing.py    all of it, a line each

What came from FollowTheMoney has its id and schema again: those of people and companies stand in
their identifiers, those of events in the words that they quote.
"""
