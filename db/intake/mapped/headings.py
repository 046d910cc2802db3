"""What the heading of a column says in English, French, German, Spanish, Danish and others."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, Literal

from db.words import fold

Meaning = Literal[
    "person", "first", "last", "company", "from", "to", "start", "end", "title", "type",
    "status", "amount", "link", "id", "aliases", "description", "sort", "other",
]  # fmt: skip
"""What a column may be for."""

PARTIES: Final = ("person", "company", "from", "to")
"""The meanings that name somebody, of whom another column may have the id."""

_HEADINGS: Final[Mapping[Meaning, str]] = {
    "person": "person, people, full name, fullname, name, names, member, mp, politician, director, "
    "officer, executive, employee, candidate, founder, ceo, minister, lobbyist, owner name, "
    "personne, nom, nom complet, membre, dirigeant, administrateur, depute, "
    "mitarbeiter, mitglied, geschaftsfuhrer, persona, nombre, nombre completo, miembro, "
    "diputado, navn, medlem, ansat, namn, nome, persoon, naam",
    "first": "first name, firstname, given name, forename, prenom, vorname, fornavn, "
    "nombre de pila, fornamn, voornaam",
    "last": "last name, lastname, family name, surname, nom de famille, nachname, familienname, "
    "efternavn, apellido, apellidos, efternamn, cognome, achternaam",
    "company": "company, company name, organisation, organization, org, employer, firm, business, "
    "institution, agency, startup, lab, body, board, committee, party, "
    "entreprise, societe, employeur, organisme, parti, unternehmen, firma, arbeitgeber, "
    "gesellschaft, partei, empresa, organizacion, empleador, sociedad, partido, compania, "
    "virksomhed, arbejdsgiver, selskab, parti, foretag, azienda, bedrijf, werkgever",
    "from": "from company, from organisation, from organization, previous employer, "
    "former employer, previous company, former company, old company, old employer, "
    "left company, origin, "
    "ancien employeur, entreprise precedente, bisheriger arbeitgeber, fruherer arbeitgeber, "
    "empleador anterior, empresa anterior, tidligere arbejdsgiver, from",
    "to": "to company, to organisation, to organization, new employer, new company, next company, "
    "current employer, current company, joined company, destination, nouvel employeur, "
    "nouvelle entreprise, neuer arbeitgeber, nuevo empleador, nueva empresa, ny arbejdsgiver, to",
    "start": "start, start date, started, from, from date, date from, since, begin, begin date, "
    "beginning, begin year, start year, date, year, when, day, joined, hired, appointed, "
    "appointed on, effective date, announced, valid from, debut, date de debut, depuis, annee, "
    "beginn, von, ab, seit, datum, jahr, eintritt, inicio, desde, fecha, fecha de inicio, ano, "
    "fra, startdato, dato, ar, tiltradt, data",
    "end": "end, end date, ended, to, to date, date to, until, till, finish, end year, left, "
    "resigned, resigned on, ceased, valid to, termination date, fin, date de fin, jusqu a, "
    "ende, bis, austritt, hasta, fecha de fin, fecha fin, til, slut, slutdato, fratradt",
    "title": "title, job title, job, role, position, post, function, occupation, office, rank, "
    "capacity, mandate, titre, poste, fonction, titel, rolle, stelle, amt, funktion, cargo, "
    "puesto, titulo, funcion, stilling, befattning, ruolo, functie",
    "type": "type, event, event type, kind, action, move, change, category, typ, art, "
    "evenement, mouvement, ereignis, tipo, evento, handelse, haendelse",
    "status": "status, state, statut, estado",
    "amount": "amount, stake, share, salary, pay, price, sum, funding, investment, value, shares, "
    "montant, part, salaire, betrag, anteil, gehalt, importe, sueldo, participacion, belob, "
    "andel, lon",
    "link": "url, link, website, web, homepage, source, source url, href, lien, site, site web, "
    "quelle, webseite, fuente, enlace, kilde, hjemmeside, reference",
    "id": "id, key, uid, uuid, code, identifier, number, no, nr, ref, identifiant, kennung, "
    "schlussel, nummer, identificador, codigo, nummer",
    "aliases": "alias, aliases, aka, other name, other names, also known as, autres noms, "
    "otros nombres, andere namen",
    "description": "description, note, notes, comment, comments, bio, biography, remark, remarks, "
    "about, notas, bemerkung, bemaerkning, beschreibung, descripcion, beskrivelse, commentaire",
    "sort": "company type, company kind, organisation type, organization type, org type, "
    "classification, legal form, sector, industry, branche",
    "other": "birth, birth date, date of birth, birthday, born, death, died, date of death, dob, "
    "naissance, date de naissance, geburtsdatum, nacimiento, fecha de nacimiento, fodt, "
    "country, nationality, gender, sex, email, phone, address, city, age, created, updated, "
    "created at, updated at, modified, image, photo, accessed, retrieved",
}  # fmt: skip
_GENERAL: Final = {"name", "names", "nom", "navn", "nombre", "namn", "nome", "naam", "title"}
"""Headings that say little beside any other word: `company name`."""

_MEANINGS: Final[Mapping[str, tuple[Meaning, ...]]] = {
    phrase: tuple(
        meaning for meaning, phrases in _HEADINGS.items() if phrase in phrases.split(", ")
    )
    for every in _HEADINGS.values()
    for phrase in every.split(", ")
}
_LONGEST: Final = max(len(phrase.split()) for phrase in _MEANINGS)
"""How many words a phrase has at the most; a heading may have thousands."""
_SEAM: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def meanings(heading: str) -> tuple[Meaning, ...]:
    """Return what a heading may say, the likeliest first: `from` may be a day or a company."""
    words = _words(heading)
    found = [
        (size, not phrase_is_general, -at, phrase)
        for size in range(min(len(words), _LONGEST), 0, -1)
        for at in range(len(words) - size + 1)
        if (phrase := " ".join(words[at : at + size])) in _MEANINGS
        for phrase_is_general in [phrase in _GENERAL]
    ]
    return _MEANINGS[max(found)[3]] if found else ()


def id_of(heading: str) -> tuple[Meaning, ...]:
    """Return whose id a column has by its heading: `company_id`; nothing where it is none."""
    *owner, last = _words(heading) or [""]
    return meanings(" ".join(owner)) if owner and "id" in _MEANINGS.get(last, ()) else ()


def _words(heading: str) -> list[str]:
    """Return the words of a heading, however they are joined: `startDate`, `start_date`."""
    return re.findall(r"[^\W_]+", fold(_SEAM.sub(" ", heading)))
