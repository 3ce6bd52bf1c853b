"""The process under test: started, killed, measured."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.benchmarks.telegram_stage import Stage

ROOT = Path(__file__).parents[3]
_LAG = re.compile(r"loop lag beats=(\d+) late=(\d+) p99_ms=([\d.]+) worst_ms=([\d.]+)")


@dataclass
class Bot:
    """The process under test, started again as often as it is killed."""

    stage: Stage
    home: Path
    log: Path
    #: Ids of admins.
    operators: Sequence[int]
    #: By the names of their variables; beside those that every drill has.
    settings: Mapping[str, str] = field(default_factory=dict)
    process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("DEALWIRE", "OPENAI"))}
        # Drills are about what the bot bears, not about what it lets one person do.
        many = {"DEALWIRE_USER_MESSAGES_A_MINUTE": "100000", "DEALWIRE_CHAT_MESSAGES_A_MINUTE": "100000"}
        settings = {
            "DEALWIRE_HOME": str(self.home),
            "DEALWIRE_ADMINS": ",".join(map(str, self.operators)),
            "TELEGRAM_BOT_TOKEN": self.stage.token,
            "TELEGRAM_API_URL": self.stage.url,
            "PYTHONPATH": str(ROOT),
        }
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "bot", "bot"],
                cwd=self.home,
                env=kept | settings | many | dict(self.settings),
                stderr=log,
            )

    def end(self, number: int = signal.SIGTERM) -> float:
        """Seconds until it was gone."""
        assert self.process
        begun = time.monotonic()
        self.process.send_signal(number)
        self.process.wait(30)
        return time.monotonic() - begun

    def memory(self) -> float:
        """Resident, in MiB."""
        assert self.process
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        found = re.search(r"VmRSS:\s+(\d+) kB", status)
        return int(found[1]) / 1024 if found else 0.0

    def cpu(self) -> float:
        """Seconds that it has computed since its start: these hold when others use the machine, too."""
        assert self.process
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def lag(self) -> str:
        """The worst of what its log tells of the event loop since the last time it was asked."""
        lines = _LAG.findall(self.log.read_text(errors="replace"))
        if not lines:
            return "loop lag: nothing told"
        beats, late = sum(int(line[0]) for line in lines), sum(int(line[1]) for line in lines)
        p99, worst = max(float(line[2]) for line in lines), max(float(line[3]) for line in lines)
        return f"loop lag: beats {beats}  over 50 ms {late}  worst minute's p99 {p99:.0f} ms  worst {worst:.0f} ms"
