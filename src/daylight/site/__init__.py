"""Top floor: settings, addresses, wiring. Nothing imports it; it imports whatever it wires."""
