"""`dealwire work`, as the process that it is."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot import cli


def article(folder: Path) -> Path:
    file = folder / "news.md"
    file.write_text(
        "---\ntitle: Cells for Mazda\ndate: 2026-05-01\n---\n"
        "Panasonic Energy will supply Mazda with cylindrical battery cells from 2027, both said on Friday.\n"
    )
    return file


def test_once_leaves_nothing_waiting(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["ingest", str(article(tmp_path))]) == 0

    assert cli.main(["work", "--once"]) == 0

    capsys.readouterr()
    assert cli.main(["status", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["lag"] == {"unindexed": 0, "unread": 0}


def test_process_works_until_it_is_told_to_stop(home: Path) -> None:
    process = subprocess.Popen([sys.executable, "-m", "bot", "work"], stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    with process.stderr as said:
        assert any("Working" in line for line in said)
        process.send_signal(signal.SIGTERM)

        assert process.wait(20) == 0
