"""How creatures move: which parts of a picture go where, frame by frame, in integers. The door is animation.py."""
