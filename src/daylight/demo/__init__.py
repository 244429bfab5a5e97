"""The made-up city (演示城市): Anshan as it might be, drawn from a seed, at any scale. Nobody in it exists.

Lives here: everything that draws the city, and its calibration in ``data/``. Must not: Django, a
policy's numbers, or a fact about a real person or school.
"""

from __future__ import annotations

from daylight.demo.city import City, build_city
from daylight.demo.scaled import scaled_source, write_lake_scaled

__all__ = ["City", "build_city", "scaled_source", "write_lake_scaled"]
