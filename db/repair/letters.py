"""How often each accented letter stands in each language, to choose among those it may have been.

Where bytes are lost, several letters are left to choose from. Which of them it was is weighed by
the language that the undamaged letters of the same text point to, and by case and position. The
figures are letters in a thousand, counted on plain prose and rounded; only their ratios matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from math import exp, log
from types import MappingProxyType


def _letters(row: str) -> Mapping[str, float]:
    return MappingProxyType({item[0]: float(item[1:]) for item in row.split()})


LETTERS: Mapping[str, Mapping[str, float]] = {
    "en": _letters("é.1 ï.02 ö.02 ü.02 ç.01"),
    "fr": _letters("é24 à5 è4 ê2.4 ç.8 ô.5 â.5 î.4 û.4 ù.5 ë.1 ï.1 œ.3 ü.02 æ.01 ÿ.01"),
    "de": _letters("ä5.6 ü6 ö3.4 ß2.4 é.1"),
    "es": _letters("ó9 í6 á5 é4 ñ2.5 ú1.5 ü.1"),
    "pt": _letters("ã9 ç6 á4 í4 é4 õ2 ê2 à1 ó2.5 ú1 â.9 ô.3"),
    "it": _letters("à5 è4 ò1.5 ù1.5 é.7 ì.5"),
    "ca": _letters("ó7 é5 à6 è4 í3 ú1.5 ç1.2 ò1 ï.6 ü.2"),
    "nl": _letters("ë.6 é.4 ï.2 ö.1"),
    "da": _letters("æ9 å9 ø8 é.1"),
    "nb": _letters("å12 ø8 æ2 é.1"),
    "sv": _letters("ä19 ö14 å13 é.2"),
    "fi": _letters("ä40 ö5 å.1"),
    "is": _letters("ð30 þ15 á16 í15 é8 ó10 ö9 æ8 ú5 ý2"),
    "pl": _letters("ł17 ż9 ą10 ó9 ś8 ę10 ć4 ń2.5 ź.6"),
    "cs": _letters("á25 í28 é12 ě15 ý10 ž10 č10 ř11 š8 ů6 ú2 ť.5 ň.6 ď.3 ó.3"),
    "sk": _letters("á20 ý10 ž9 č11 é8 ú9 ť7 š8 í9 ľ4 ô2 ň2 ď2 ä1 ó1 ĺ.2 ŕ.1"),
    "hu": _letters("é36 á34 ő9 ö11 ü6 ó11 í6 ű2 ú3"),
    "ro": _letters("ă24 ț12 ș12 î11 â6 ţ2 ş2"),
    "hr": _letters("č11 š8 ž6 ć6 đ2.5"),
    "sl": _letters("č13 ž7 š10"),
    "tr": _letters("ı45 ş16 ü17 ç10 ğ10 ö8 â.4 î.2 û.1"),
    "et": _letters("õ11 ä13 ü8 ö4 š.1 ž.1"),
    "lv": _letters("ī20 ā40 ē14 š11 ņ6 ū6 ļ4 ģ2 ķ1.5 ž2 č1"),
    "lt": _letters("ė16 ų12 ą8 ž8 š12 į6 ę3 ū5 č4"),
    "vi": _letters(
        "đ24 à14 á13 ư13 ô11 ạ8 ê8 â7 ệ6 ế6 ộ6 ó6 ả6 ấ5 ớ5 ề5 ợ5 ì5 ă4 ữ4 í4 ơ4 ọ4 ã4 ậ4 ố4 ủ4 ị4 "
        "ờ4 ể4 ú4 ứ4 ầ4 ồ3 ổ3 ù3 ự3 ụ3 ừ3 ở3 ặ2 ắ2 ũ2 ử2 ĩ2 õ2 ẽ2 ễ2 ỗ2 ẻ2 ỉ1 ỏ1 ý1 ằ1 ẩ1 ẫ1 é1 è1 "
        "ò1 ỳ1 ỹ1 ỷ1 ẳ1 ẵ1 ỡ1 ẹ1 ỵ1"
    ),
    "sq": _letters("ë70 ç5"),
    "mt": _letters("ħ30 ż10 ġ9 à4 ċ5 ù1 ò1"),
    "eo": _letters("ĉ7 ŭ7 ĝ6 ŝ2 ĵ1 ĥ.2"),
    "ga": _letters("á18 í17 ú8 é10 ó9"),
    "cy": _letters("ŵ2 â2 ô1 ŷ1 î1 ê1"),
    "el": _letters(
        "α113 ι82 ε74 τ70 ο66 ν63 κ51 ρ42 σ40 η39 π37 ς33 υ30 ί30 μ28 δ23 λ21 θ19 ω19 έ19 ά17 ή16 "
        "ό15 γ11 χ10 ώ8 ύ7 ξ6 φ5 β3 ζ3 ψ1 ϊ.2 ϋ.1 ΐ.1"
    ),
    "ru": _letters(
        "о110 е87 и80 а78 н68 т60 в50 с54 р45 л40 д31 п27 м30 к33 я21 у24 б17 ы18 ь18 г16 ч15 ж10 "
        "й12 з16 х9 ю7 щ5 ц5 ш6 э3 ф3 ъ.5 ё1"
    ),
    "uk": _letters(
        "о95 а85 н68 і58 и60 в54 т52 р45 с41 е48 д35 у34 п29 л38 я24 м31 к38 б19 з22 ю9 г17 ь18 ж9 "
        "ч14 х12 ї7 ц8 й11 є6 ш8 щ6 ф3 ґ.2"
    ),
    "bg": _letters(
        "а119 о90 и92 е88 н70 в45 т75 с51 р48 д37 к35 л32 п29 б15 з21 ч16 я13 м24 ъ18 у16 г15 ж8 "
        "щ6 ц7 й6 х6 ш4 ю2 ф2 ь.3"
    ),
    "sr": _letters(
        "а118 о95 и92 е88 н56 в40 р50 у43 с52 т43 д38 п29 к36 м36 л36 ј34 б15 з17 ч10 њ6 г16 ш9 ц8 "
        "љ5 ж5 х6 ђ2 ћ6 ф2 џ.3"
    ),
}
"""The letters outside ASCII that each language uses, lower case, with letters in a thousand."""

_USUAL: Mapping[str, float] = {"en": 40, "fr": 8, "de": 8, "es": 8, "pt": 4, "it": 4, "ru": 4}
_WORDS: Mapping[str, tuple[str, ...]] = {
    "à": ("fr", "ca", "pt"),
    "è": ("it",),
    "é": ("pt",),
    "å": ("da", "nb"),
    "ö": ("sv",),
    "í": ("is",),
    "á": ("is",),
    "ő": ("hu",),
}
"""Letters that are a word by themselves, with the languages in which they are."""
_ALONE = 50.0
"""How many times likelier such a letter is where no letter stands beside it."""
_FINAL = frozenset("àèìòù")
"""Letters that in the languages that lose them most stand at the end of a word."""
_FLOOR = 0.005
"""Letters in a thousand allowed for one that a language does not use: names, loans."""
_OTHER = 5.0
"""The same for all such letters together."""

KNOWN: frozenset[str] = frozenset(
    form
    for row in LETTERS.values()
    for each in row
    for form in (each, each.upper())
    if len(form) == 1
)
"""Every letter of the table, in both cases."""


class Languages:
    """How likely each language is, given the letters that a text has kept."""

    def __init__(self, seen: Mapping[str, int]) -> None:
        """Weigh the languages by how often each letter was seen undamaged."""
        counts: dict[str, int] = {}
        for letter, count in seen.items():
            if letter in KNOWN:
                counts[letter.lower()] = counts.get(letter.lower(), 0) + count
        weights = {
            language: log(_USUAL.get(language, 1.0))
            + sum(count * log(_share(language, letter)) for letter, count in counts.items())
            for language in LETTERS
        }
        best = max(weights.values())
        likely = {each: exp(weight - best) for each, weight in weights.items()}
        total = sum(likely.values())
        self._likely = {each: weight / total for each, weight in likely.items()}
        self._often: dict[str, float] = {}

    def likelihood(self, languages: Iterable[str]) -> float:
        """How likely it is that the text is in one of these languages."""
        return sum(self._likely[language] for language in languages)

    def often(self, letter: str) -> float:
        """How many of a thousand letters this one is expected to be; case does not matter."""
        if letter not in self._often:
            self._often[letter] = sum(
                likely * (LETTERS[language].get(letter.lower(), 0.0) + _FLOOR)
                for language, likely in self._likely.items()
            )
        return self._often[letter]


@lru_cache(maxsize=4096)
def _share(language: str, letter: str) -> float:
    row = LETTERS[language]
    return (row.get(letter, 0.0) + _FLOOR) / (sum(row.values()) + _OTHER)


def weights(
    letters: Iterable[str], before: str, after: str, languages: Languages
) -> dict[str, float]:
    """Say how well letters fit between what stands before them in their line and after."""
    capital = _capital(before, after)
    starts = not before[-1:].isalpha()
    is_first = starts and after[:1].isalpha()
    weighed: dict[str, float] = {}
    for letter in letters:
        small = letter.lower()
        case = 1 - capital if letter == small else capital
        position = 0.02 if is_first and small in _FINAL else 1.0
        if starts and not is_first and small in _WORDS:
            position += _ALONE * languages.likelihood(_WORDS[small])
        weighed[letter] = languages.often(letter) * case * position
        if starts and small == "ß":
            weighed[letter] = 0.0
    return weighed


def _capital(before: str, after: str) -> float:
    """How likely a capital is here, from nought to one."""
    last, following = before[-1:], after[:1]
    if last.isalpha():
        is_shouted = following.isupper() or (not following.isalpha() and before[-2:].isupper())
        return 0.99 if last.isupper() and is_shouted else 0.001
    if _starts_sentence(before):
        return 0.9
    if following.isupper():
        return 0.95
    return 0.15 if following.isalpha() else 0.005


def _starts_sentence(before: str) -> bool:
    lead = before.rstrip("\"'([{«“„‘’”\u00a0\u202f ")
    return not lead or (lead[-1] in ".!?…" and lead != before)
