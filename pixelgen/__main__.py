"""`python -m pixelgen`: the same as the `pixelgen` command."""

from pixelgen.entry import main

if __name__ == "__main__":
    main()
