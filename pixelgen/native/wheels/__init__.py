"""A checkout -> wheels for eight platforms, made on Linux; each is checked, and run as far as one Linux machine can.

python -m pixelgen.native.wheels --out dist
"""
