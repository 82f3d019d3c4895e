"""Sprites from elsewhere: what people made -> labelled 32x32 sprites in the palette, licence and origin kept."""
