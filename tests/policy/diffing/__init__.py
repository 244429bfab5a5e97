"""The parts of a comparison one by one."""
