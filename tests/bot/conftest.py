"""The command run as people run it, with a reader of deals that knows what articles tell."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot import bootstrap, cli
from tests.bot.telling import Teller

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def teller(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Teller:
    """Reads all articles of the commands of this test; tells no deals but those it was told to."""
    folder = tmp_path / "articles"
    folder.mkdir()
    made = Teller(folder)
    monkeypatch.setattr(bootstrap, "deal_reader", lambda settings: made)
    return made


@pytest.fixture
def run(home: Path, capsys: pytest.CaptureFixture[str], teller: Teller) -> Run:
    """Runs a command in this process: its exit code, stdout and stderr."""

    def call(*arguments: object) -> tuple[int, str, str]:
        try:
            code = cli.main([str(argument) for argument in arguments])
        except SystemExit as exit_:  # argparse
            code = int(exit_.code or 0)
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return call
