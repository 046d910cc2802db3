"""Addresses: which of them lead to one page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.addresses import same_page

PAGE = "https://gazette.example/who/went?a=1&b=2"


@pytest.mark.parametrize(
    "address",
    [
        PAGE,
        "http://www.gazette.example:80/who/went/?b=2&a=1",
        "HTTPS://Gazette.Example/who/went?utm_source=mail&a=1&b=2&fbclid=x#top",
        " https://gazette.example/%77ho/went?a=1&b=2 ",
    ],
)
def test_what_leads_to_one_page_is_the_same(address: str) -> None:
    assert same_page(address) == same_page(PAGE)


@pytest.mark.parametrize(
    "address",
    [
        "https://gazette.example/who/went",
        "https://gazette.example:8080/who/went?a=1&b=2",
        "https://gazette.example/who/Went?a=1&b=2",
        "https://news.gazette.example/who/went?a=1&b=2",
    ],
)
def test_what_may_lead_elsewhere_is_not(address: str) -> None:
    assert same_page(address) != same_page(PAGE)


@pytest.mark.parametrize("address", ["urn:x:y", "https://[", "https://a:b/", "words", "", "doi:10"])
def test_what_is_no_address_is_itself(address: str) -> None:
    assert same_page(address) == address


@given(st.text())
def test_any_text_can_be_asked_and_asked_again(address: str) -> None:
    assert isinstance(same_page(address), str)
