"""`python -m bot` is `dealwire`."""

import sys

from bot.cli import main

sys.exit(main())
