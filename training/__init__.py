"""A corpus drawn by code -> trained weights. Needs torch; what a game runs knows nothing of it."""

import sys

if sys.argv[:1] == [
    "-m"
]:  # python -m training.NAME: its imports take seconds, which Ctrl-C is to end without a traceback
    from pixelgen.interrupts import loading

    loading()
