"""The smallest Textual app there is: what any start is compared with."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class Minimal(App[None]):
    """One line of text."""

    def compose(self) -> ComposeResult:
        """Show the line."""
        yield Static("useful")


if __name__ == "__main__":
    Minimal().run()
