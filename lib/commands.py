"""The commands of ``python -m lib``, each loaded when it is run.

All of them together take four seconds to load, most of it for what another one needs.
"""

from collections.abc import Iterable
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_group

COMMANDS = {
    "serve": "lib.serving.command:serve",
    "refresh": "lib.data.command:refresh",
    "forget": "lib.access.health_command:forget_days",
    "digest": "lib.brief.digest.command:digest",
    "demo": "lib.demo.command:demo",
    "import": "lib.exchange.command:import_",
    "erase": "lib.exchange.erase_command:erase_",
    "accounts": "lib.access.command:app",
    "publish": "lib.topics.publication.command:app",
    "audit": "lib.access.audit_command:app",
}
"""A command's or a group's name → the module and the name in it of what it runs."""


class OnDemand(TyperGroup):
    """A group that has its own commands and those of :data:`COMMANDS`."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The names of all; whoever asks wants to read what each of them does."""
        self._load(COMMANDS)
        return super().list_commands(ctx)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """A command by its name; none if there is no such, which is then told what there is."""
        if cmd_name not in self.commands:
            self._load([cmd_name] if cmd_name in COMMANDS else COMMANDS)
        return super().get_command(ctx, cmd_name)

    def _load(self, names: Iterable[str]) -> None:
        for name in names:
            if name not in self.commands:
                self.commands[name] = _command(name)


def _command(name: str) -> Any:
    module, _, what = COMMANDS[name].partition(":")
    found, alone = getattr(import_module(module), what), typer.Typer()
    if isinstance(found, typer.Typer):
        alone.add_typer(found, name=name)
    else:
        alone.command(name)(found)
    return get_group(alone).commands[name]
