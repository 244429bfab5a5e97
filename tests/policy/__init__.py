"""Packs and notices: what is read, what is refused, and in which words."""
