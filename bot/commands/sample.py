"""`dealwire sample`: the bundled articles."""

import argparse
from importlib.resources import as_file, files

from bot.commands import ingest


def run(arguments: argparse.Namespace) -> int:
    with as_file(files("corpus") / "samples") as folder:
        return ingest.load([str(folder)], as_json=arguments.json)
