"""`python -m tui`: the same as `wherefrom`, where the script is not on the path."""

import sys

from tui.cli import main

if __name__ == "__main__":
    sys.exit(main())
