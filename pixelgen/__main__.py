"""`python -m pixelgen`: the same as the `pixelgen` command."""

from pixelgen.commands.cli import entry

if __name__ == "__main__":
    entry()
