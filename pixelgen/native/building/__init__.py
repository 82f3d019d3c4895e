"""The C sources -> the core, wherever pip installs from sources: by the machine's compiler, or by one that pip brings.

In a checkout and in a source distribution alone; a wheel has none of it.
"""
