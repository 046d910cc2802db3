"""The application as far as its session permits: every action passes here before it is run.

A key, the palette and a link all end in `run_action`, so that what `tui.permission` refuses cannot
be reached by any way; what is refused is hidden from the footer and the help as well.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual import actions
from textual.actions import ActionParseResult
from textual.app import App
from textual.dom import DOMNode

from tui import permission
from tui.leaving import front

if TYPE_CHECKING:
    from tui.session import Session


class Gated(App[int]):
    """An application that asks its session's permission."""

    session: Session

    @abstractmethod
    def say(self, words: str, *, is_problem: bool = False) -> None:
        """Tell something in the line at the bottom."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether an action can be offered here."""
        return not self._refusal(action, parameters) and super().check_action(action, parameters)

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Run an action, or say why it is refused."""
        _, name, parameters = actions.parse(action) if isinstance(action, str) else action
        if refusal := self._refusal(name, parameters):
            self.say(refusal, is_problem=True)
            return True
        return await super().run_action(action, default_namespace, namespaces)

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """Open an address in the reader's browser; a restricted session starts none."""
        if self.session.restricted:
            self.say("This session is restricted: it opens no browser.", is_problem=True)
        else:
            super().open_url(url, new_tab=new_tab)

    def action_suspend_process(self) -> None:
        """Go to the shell, if there is one."""
        if front.has_shell():
            super().action_suspend_process()
        else:
            self.say("There is no shell behind this session that could bring it back.")

    def _refusal(self, name: str, parameters: tuple[object, ...]) -> str | None:
        return permission.refusal(name, parameters) if self.session.restricted else None
