"""Documents for tests: a web page with everything said in its head, and PDFs made by hand."""

from __future__ import annotations

from collections.abc import Sequence

STORY = (
    "Zoë Ada left Acme for Globex in May 2024, three people who know of it said on Friday. "
    "She had worked there for nine years.",
    "“She never came”, says Globex’s Eve. The company has not said more than that, and Acme "
    "has not answered our questions.",
)
"""Two paragraphs of an article."""

HEAD = """
<title>Who went where | The Gazette</title>
<meta name="author" content="Jane Roe">
<meta property="og:site_name" content="The Gazette">
<meta property="article:published_time" content="2024-06-01T08:30:00+02:00">
<link rel="canonical" href="https://gazette.example/who-went-where">
"""
"""What the page says of itself."""


def page(
    head: str = HEAD, *, body: str | None = None, lang: str = "en", charset: str = "utf-8"
) -> str:
    """A web page with a menu, an article and a footer."""
    told = "".join(f"<p>{paragraph}</p>" for paragraph in STORY)
    article = f"<article><h1>Who went where</h1>{told}</article>" if body is None else body
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="{charset}">{head}</head><body>'
        f'<nav><a href="/">Home</a> <a href="/news">News</a></nav>{article}'
        "<footer>© 2020 The Gazette. All rights reserved.</footer></body></html>"
    )


def pdf(
    pages: Sequence[str] = STORY, *, info: str = "", root: str = "", described: str = ""
) -> bytes:
    """A PDF with one line of words on each page; "" makes a page without any."""
    parts = ["<< /Type /Catalog /Pages 2 0 R " + root + " >>", ""]
    kids = []
    for words in pages:
        text = words.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(")
        drawn = b"BT /F1 12 Tf 20 700 Td (" + text.replace(b")", b"\\)") + b") Tj ET"
        content = drawn.decode("latin-1") if words else "0 0 m"
        number = len(parts) + 1
        kids.append(f"{number} 0 R")
        parts.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {number + 1} 0 R "
            "/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica "
            "/Encoding /WinAnsiEncoding >> >> >> >>"
        )
        parts.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    parts[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    if described:
        parts.append(
            f"<< /Type /Metadata /Length {len(described)} >>\nstream\n{described}\nendstream"
        )
        parts[0] = parts[0].replace(" >>", f" /Metadata {len(parts)} 0 R >>")
    parts.append(f"<< {info} >>")
    return _file(parts)


def _file(parts: Sequence[str]) -> bytes:
    """Number the objects, and write where each begins."""
    data, places = b"%PDF-1.7\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(data))
        data += f"{number} 0 obj\n{part}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(parts) + 1
    trailer = f"trailer\n<< /Size {size} /Root 1 0 R /Info {len(parts)} 0 R >>\n"
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}{trailer}startxref\n{len(data)}\n%%EOF\n"
    return data + end.encode("latin-1")
