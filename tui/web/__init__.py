"""The explorer in a browser: `wherefrom serve`.

    server.py   listens, hands out the page, and gives every tab a visit of its own
    guard.py    who is let in: by address, name of the host, token and origin
    visit.py    one tab: an explorer in a process of its own, its keys and its frames
    child.py    how that process is started
    sign.py     how it knows that a browser shows it
    driver.py   Textual's web driver as that process has it: ends with the server, leaves the mouse
    page.html, page.css, page.js   what the browser loads, all of it from here

A visit is `textual-serve`'s protocol between a terminal in the page and a process of Textual. What
its server leaves open is closed here: other hosts, other origins, a shell, fonts from elsewhere.
"""
