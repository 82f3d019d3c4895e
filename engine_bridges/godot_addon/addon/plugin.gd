@tool
extends EditorPlugin
## The dock of pixelgen in the editor.
