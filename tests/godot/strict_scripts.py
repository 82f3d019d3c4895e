"""Settings of a Godot project under which every warning of a script is an error, untyped declarations included."""

from __future__ import annotations

# Our checks may do as they like; what lies in addons would be passed over if nobody said otherwise.
_RULES = '"res://checks": 0, "res://addons/driver": 0, "res://addons": 1, "res://art": 1, "res://dive": 1'
STRICT = f"""\
gdscript/warnings/directory_rules={{{_RULES}}}
gdscript/warnings/untyped_declaration=2
gdscript/warnings/unsafe_property_access=2
gdscript/warnings/unsafe_method_access=2
gdscript/warnings/unsafe_cast=2
gdscript/warnings/unsafe_call_argument=2
gdscript/warnings/shadowed_variable=2
gdscript/warnings/shadowed_variable_base_class=2
gdscript/warnings/shadowed_global_identifier=2
gdscript/warnings/unused_variable=2
gdscript/warnings/unused_parameter=2
gdscript/warnings/unused_signal=2
gdscript/warnings/integer_division=2
gdscript/warnings/narrowing_conversion=2
"""
