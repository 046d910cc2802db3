"""What FollowTheMoney calls things, as far as records have a place for them: tables, no code.

A schema that is in none of them is left out by name, a property that is in none is counted.

Source: the FollowTheMoney model, https://followthemoney.tech/explorer/
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from db.intake.drafts import PartyKind

PERSON: Final = "Person"
"""The schema of people."""

LEGAL_ENTITY: Final = "LegalEntity"
"""The schema of what may be a person or a company."""

UNKNOWN_KIND: Final = "legal entity"
"""What a company is called of which the file says no more."""

COMPANIES: Final[Mapping[str, str]] = {
    "Company": "firm",
    "Organization": "organization",
    "PublicBody": "public body",
}
"""The schemata of companies, and the kind of company that each is."""

PARTIES: Final = frozenset({PERSON, LEGAL_ENTITY, *COMPANIES})
"""Every schema that becomes a person or a company."""

POSITION: Final = "Position"
"""The schema of a post, which becomes the title of whoever holds it."""

PAPERS: Final = frozenset(
    {"Article", "Document", "Audio", "Email", "Folder", "HyperText", "Image", "Message", "Package"}
    | {"Pages", "PlainText", "Table", "Video", "Workbook"}
)
"""The schemata of documents, of whose text an entity holds nothing that could be quoted."""

BROADER: Final[Mapping[str, int]] = {"Thing": 0, "Asset": 1, LEGAL_ENTITY: 1, "Organization": 2}
"""Schemata that others narrow, the broadest with the least number."""


@dataclass(frozen=True, slots=True)
class Relation:
    """A schema that becomes an event."""

    source: str
    """The property that names one end; "" for none."""
    target: str
    """The property that names the other end."""
    type: str
    """The type of the event, where a person is at the one end."""
    roles: tuple[str, str]
    """The roles of both ends."""
    titled: str
    """The sentence: {a} and {b} are the ends, {t} the title, {m} an amount; verbs bend by tense."""
    bare: str
    """The sentence where there is no title."""
    kinds: tuple[PartyKind | None, PartyKind | None] = (None, None)
    """What the ends can only be; None where they may be either."""
    title: str = "role"
    """The property that becomes the title."""
    dates: tuple[str, ...] = ("startDate", "date")
    """The properties that tell when it began, the first that is there."""
    words: tuple[str, ...] = ()
    """The properties that are the sentence, where the schema has one of its own."""
    is_text: bool = False
    """Whether the other end is a name, and no entity."""


_ONE_DAY: Final = ("date", "startDate")

RELATIONS: Final[Mapping[str, Relation]] = {
    "Directorship": Relation(
        "director", "organization", "position", ("person", "to"),
        "{a} {be} {t} of {b}", "{a} {be} a director of {b}", (None, "company"),
    ),
    "Employment": Relation(
        "employee", "employer", "position", ("person", "to"),
        "{a} {be} {t} at {b}", "{a} {be} employed by {b}", ("person", "company"),
    ),
    "Membership": Relation(
        "member", "organization", "position", ("person", "to"),
        "{a} {be} {t} of {b}", "{a} {be} a member of {b}", (None, "company"),
    ),
    "Occupancy": Relation(
        "holder", "post", "position", ("person", "to"),
        "{a} {be} {t}", "{a} {be} in office", ("person", None), title="",
    ),
    "Post": Relation(
        "holder", "organization", "position", ("person", "to"),
        "{a} {be} {t} at {b}", "{a} {be} at {b}", ("person", None), is_text=True,
    ),
    "Ownership": Relation(
        "owner", "asset", "stake", ("by", "about"),
        "{a} {own} {m}{b}, as {t}", "{a} {own} {m}{b}", (None, "company"),
    ),
    "Family": Relation(
        "person", "relative", "family", ("person", "about"),
        "{b} {be} {t} of {a}", "{b} {be} of the family of {a}", ("person", "person"),
        title="relationship",
    ),
    "Associate": Relation(
        "person", "associate", "association", ("person", "about"),
        "{b} {be} {t} of {a}", "{b} {be} an associate of {a}", ("person", "person"),
        title="relationship",
    ),
    "UnknownLink": Relation(
        "subject", "object", "link", ("by", "about"),
        "{a} {be} linked to {b}: {t}", "{a} {be} linked to {b}",
    ),
    "Representation": Relation(
        "agent", "client", "representation", ("by", "about"),
        "{a} {be} {t} of {b}", "{a} {be} the agent of {b}",
    ),
    "Payment": Relation(
        "payer", "beneficiary", "payment", ("by", "to"),
        "{a} paid {m}to {b}: {t}", "{a} paid {m}to {b}", title="purpose", dates=_ONE_DAY,
    ),
    "Debt": Relation(
        "debtor", "creditor", "debt", ("by", "to"),
        "{a} {owe} {m}to {b}", "{a} {owe} {m}to {b}", title="", dates=_ONE_DAY,
    ),
    "Succession": Relation(
        "predecessor", "successor", "succession", ("from", "to"),
        "{a} was succeeded by {b}, as {t}", "{a} was succeeded by {b}", dates=_ONE_DAY,
    ),
    "Sanction": Relation(
        "entity", "authority", "sanction", ("about", "by"),
        "{a} {be} under sanctions of {b} ({t})", "{a} {be} under sanctions of {b}",
        title="program", dates=("startDate", "listingDate", "date"), is_text=True,
    ),
    "Event": Relation(
        "organizer", "involved", "event", ("by", "about"), "{t}", "{t}",
        title="", dates=_ONE_DAY, words=("name", "summary", "description"),
    ),
    "Note": Relation(
        "", "entity", "note", ("", "about"), "{t}", "{t}",
        title="", words=("description", "name", "summary"),
    ),
}  # fmt: skip
"""Every schema that becomes an event."""

ENDED: Final = frozenset(
    {"ended", "former", "formerly", "past", "inactive", "resigned", "retired", "terminated"}
    | {"ceased", "closed", "expired", "dissolved", "removed", "historical", "not active"}
)
"""What the status of a relation is that is over."""

LIFE: Final[Mapping[str, tuple[str, str, PartyKind]]] = {
    "birthDate": ("birth", "{a} was born", "person"),
    "deathDate": ("death", "{a} died", "person"),
    "incorporationDate": ("founding", "{a} was founded", "company"),
    "dissolutionDate": ("dissolution", "{a} was dissolved", "company"),
}
"""Properties that are an event: its type, its sentence, and to whom alone it can happen."""

HELD: Final = "position"
"""The property of a person that is a position in words alone."""

STUBS: Final[Mapping[str, tuple[str, str]]] = {
    "directorshipDirector": ("Directorship", "director"),
    "directorshipOrganization": ("Directorship", "organization"),
    "employers": ("Employment", "employee"),
    "employees": ("Employment", "employer"),
    "membershipMember": ("Membership", "member"),
    "membershipOrganization": ("Membership", "organization"),
    "positionOccupancies": ("Occupancy", "holder"),
    "occupancies": ("Occupancy", "post"),
    "posts": ("Post", "holder"),
    "positions": (POSITION, "organization"),
    "ownershipOwner": ("Ownership", "owner"),
    "ownershipAsset": ("Ownership", "asset"),
    "familyPerson": ("Family", "person"),
    "familyRelative": ("Family", "relative"),
    "associates": ("Associate", "person"),
    "associations": ("Associate", "associate"),
    "unknownLinkTo": ("UnknownLink", "subject"),
    "unknownLinkFrom": ("UnknownLink", "object"),
    "agencyClient": ("Representation", "agent"),
    "agentRepresentation": ("Representation", "client"),
    "paymentPayer": ("Payment", "payer"),
    "paymentBeneficiary": ("Payment", "beneficiary"),
    "debtDebtor": ("Debt", "debtor"),
    "debtCreditor": ("Debt", "creditor"),
    "successors": ("Succession", "predecessor"),
    "predecessors": ("Succession", "successor"),
    "sanctions": ("Sanction", "entity"),
    "eventsOrganized": ("Event", "organizer"),
    "eventsInvolved": ("Event", "involved"),
    "noteEntities": ("Note", "entity"),
    "subsidiaries": ("Company", "parent"),
}
"""Properties that hold whole entities which point back: their schema, and what points back."""

RANGES: Final[Mapping[str, str]] = {
    "director": LEGAL_ENTITY, "organization": "Organization", "employee": PERSON,
    "employer": "Organization", "member": LEGAL_ENTITY, "holder": PERSON, "post": POSITION,
    "owner": LEGAL_ENTITY, "asset": "Company", "person": PERSON, "relative": PERSON,
    "associate": PERSON, "agent": LEGAL_ENTITY, "client": LEGAL_ENTITY, "payer": LEGAL_ENTITY,
    "beneficiary": LEGAL_ENTITY, "debtor": LEGAL_ENTITY, "creditor": LEGAL_ENTITY,
    "predecessor": LEGAL_ENTITY, "successor": LEGAL_ENTITY, "organizer": LEGAL_ENTITY,
    "involved": LEGAL_ENTITY, "parent": "Company", "addressEntity": "Address", "proof": "Document",
}  # fmt: skip
"""What a nested entity without a schema is, by the property that holds it."""

NAMES: Final = ("name", "alias", "weakAlias", "previousName")
"""Properties that are names, the best first."""

NAME_PARTS: Final = ("firstName", "secondName", "middleName", "fatherName", "lastName")
"""Properties that make a name where there is no other, in order."""

TEXTS: Final = ("description", "summary", "notes")
"""Properties that describe, the best first."""

LINKS: Final[Mapping[str, str]] = {
    "website": "website",
    "wikipediaUrl": "Wikipedia",
    "opencorporatesUrl": "OpenCorporates",
    "sourceUrl": "source",
    "publisherUrl": "publisher",
}
"""Properties that are pages about someone, and what a link calls them."""

CITES: Final = ("sourceUrl", "publisherUrl", "programUrl")
"""Properties that say where a fact comes from."""

IDENTIFIERS: Final[Mapping[str, str]] = {
    "wikidataId": "wikidata",
    "leiCode": "lei",
} | {
    each: each
    for each in (
        "registrationNumber", "idNumber", "taxNumber", "vatCode", "licenseNumber", "innCode",
        "ogrnCode", "okpoCode", "kppCode", "dunsCode", "bvdId", "icijId", "uniqueEntityId",
        "npiCode", "swiftBic", "cageCode", "permId", "imoNumber", "giiNumber", "voenCode",
        "irsCode", "cikCode", "jibCode", "isinCode", "ticker", "ricCode", "ipoCode", "mbsCode",
        "passportNumber", "socialSecurityNumber",
    )
}  # fmt: skip
"""Properties that registers give, and what identifiers call them."""

REFERENT: Final = "referent"
"""What identifiers call an id that was joined into another."""

COUNTRY_CODE: Final = re.compile(r"[a-z]{2,4}(?:-[a-z]{2,3})?")
"""How a country is written, so that it comes back as it was."""

COUNTRY: Final = "Country: "
"""How a description begins that says no more than the country."""

KNOWN: Final = frozenset(
    {*PARTIES, *RELATIONS, POSITION, *PAPERS, "Thing", "Asset", "Address", "Identification"}
    | {"Passport", "Vessel", "Airplane", "Vehicle", "RealEstate", "Security", "CryptoWallet"}
    | {"BankAccount", "Project", "ProjectParticipant", "Contract", "ContractAward", "CourtCase"}
    | {"CourtCaseParty", "Mention", "Similar", "Documentation", "UserAccount", "License", "Call"}
)
"""Schemata by which statements without a header are told from other tables."""
