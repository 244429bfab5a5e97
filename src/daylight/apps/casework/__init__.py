"""Casework (办件): what organisations file, hand in and report, and what is decided about it."""
