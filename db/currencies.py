"""The currencies that ISO 4217 has a code for, and those of yesterday that files still have."""

from __future__ import annotations

from typing import Final

_EVERY: Final = """
AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BOV BRL BSD BTN BWP
BYN BZD CAD CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB
EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY
KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR
MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB
RWF SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD
TWD TZS UAH UGX USD USN UYI UYU UYW UZS VED VES VND VUV WST XAF XAG XAU XCD XCG XDR XOF XPD XPF
XPT XSU XUA YER ZAR ZMW ZWG ZWL

ATS BEF BGL BYR CSK CYP DDM DEM EEK ESP FIM FRF GHC GRD HRK IEP ITL LTL LUF LVL MRO MTL NLG PLZ
PTE ROL RUR SIT SKK STD SUR TRL VEB VEF XEU YUM ZMK ZWD
"""
_WORDS: Final = "ALL BAM COP CUP GEL MAD MOP PEN SIT SUR TOP TRY YUM"
"""Codes that are words as well: in small letters they are nothing but those."""

CODES: Final = frozenset(_EVERY.split())
"""Codes that are in force, then some that no longer are: the mark, the franc, the lira."""


def is_currency(code: str, words: str) -> bool:
    """Whether a code is one of a currency, in words that may have meant something else."""
    return code in CODES and (code not in _WORDS.split() or code in words)
