"""Daylight (阳光): carries an education authority's notice into practice and shows that it did."""

__version__ = "0.1.0"
