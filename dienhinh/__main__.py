"""``python -m dienhinh``: the command line."""

import sys

from dienhinh.cli import main

sys.exit(main())
