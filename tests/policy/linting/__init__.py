"""Lint's questions one by one, on packs made of a few items."""
