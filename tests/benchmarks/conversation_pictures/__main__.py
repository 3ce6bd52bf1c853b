"""Pictures of conversations, drawn from what was said and called in a real run.

    python -m tests.benchmarks.telegram_load HOME show --keep FOLDER
    python -m tests.benchmarks.conversation_pictures FOLDER/show.json docs asking lookups german

One picture a chat, in the order in which the chats began, each with the name given for it.
"""

import argparse
import json
from pathlib import Path

from tests.benchmarks.conversation_pictures.bubbles import chats
from tests.benchmarks.conversation_pictures.drawing import drawn


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kept", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="+")
    arguments = parser.parse_args()
    arguments.folder.mkdir(exist_ok=True)
    for name, chat in zip(arguments.names, chats(json.loads(arguments.kept.read_text())), strict=True):
        path = arguments.folder / f"{name}.png"
        drawn(chat).save(path, optimize=True)
        print(f"{path} {path.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
