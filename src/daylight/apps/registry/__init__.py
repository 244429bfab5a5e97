"""The register (学籍与机构): organisations, classes, pupils, staff, rooms and courses, over time."""
