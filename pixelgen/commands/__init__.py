"""The command line: one module a subcommand; `cli` composes them and is the only module that imports the bridges."""
