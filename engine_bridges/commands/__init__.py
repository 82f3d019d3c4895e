"""The subcommands of `pixelgen` that bake, watch, serve and show packs."""
