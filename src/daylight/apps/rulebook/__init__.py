"""The rulebook (规则库): which packs are installed here, in which version, and what stands in them."""
