"""Fuzzes one target after another with atheris: `python -m tests.fuzz [TARGET...] [--seconds N] [--found FOLDER]`.

What breaks a target is left in FOLDER as a file, and ends the run with the failure; new bytes that reach further into
the code are kept there too, and begun with the next time.
"""

import argparse
import subprocess
import sys
from importlib import import_module
from pathlib import Path

_PACKAGES = ["corpus", "feedparser"]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    # Not imported here: what is imported before atheris looks is not looked at.
    parser.add_argument("targets", nargs="*", default=["urls", "dates", "feeds"])
    parser.add_argument("--seconds", type=int, default=300, help="for each target")
    parser.add_argument("--found", type=Path, default=Path(".make/fuzz"))
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.here:
        _fuzz(arguments.targets[0], arguments.seconds, arguments.found)
    # libFuzzer ends its process: each target has one of its own.
    return max(_begin(target, arguments.seconds, arguments.found) for target in arguments.targets)


def _begin(target: str, seconds: int, found: Path) -> int:
    print(f"fuzzing {target} for {seconds} s", flush=True)
    command = [sys.executable, "-m", "tests.fuzz", target, "--here", "--seconds", str(seconds), "--found", str(found)]
    return subprocess.run(command).returncode


def _fuzz(name: str, seconds: int, found: Path) -> None:
    atheris = import_module("atheris")  # no types of it, and no need to have it for the tests
    with atheris.instrument_imports(include=_PACKAGES):
        from tests.fuzz.targets import TARGETS
    kept, failed = found / name, found / f"{name}-failed-"
    kept.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(TARGETS[name].seeds):
        (kept / f"seed-{number}").write_bytes(seed)
    # A bomb must not pass because the machine is large, nor a hang because it is fast.
    limits = [f"-max_total_time={seconds}", "-timeout=20", "-rss_limit_mb=2000", "-max_len=4096"]
    atheris.Setup([sys.argv[0], *limits, f"-artifact_prefix={failed}", str(kept)], TARGETS[name].check)
    atheris.Fuzz()


if __name__ == "__main__":
    sys.exit(main())
