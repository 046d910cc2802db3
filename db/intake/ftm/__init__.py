"""FollowTheMoney -> drafts: entities as JSON, nested ones too, and statements as rows.

    schemata.py    the schemata and properties that records have a place for, as tables
    gathering.py   JSON objects and statements -> entities, each knowing where the file says what
    rows.py        statements as CSV or packs, with a header or without -> rows with their lines
    taking.py      an entity while it is read: what was taken of it, and what is left
    kinds.py       who is a person and who a company, also where the file does not say
    parties.py     entities -> people and companies, and the dates of their lives
    relations.py   entities -> events, their parts, dates and amounts
    sentences.py   what an event says, as a sentence
    drafting.py    a file -> all of it

Names, aliases, weak aliases and former names all become names; the first words that describe
somebody are the description, failing any the country; referents become identifiers. What has no
place is named, value by value.
"""
