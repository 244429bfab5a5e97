"""Packs (政策包): schema, loader, lint, notice reader, as-of values, diff. Data in, data out; no Django."""
