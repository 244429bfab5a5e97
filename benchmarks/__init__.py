"""Figures beside their peers (基准): each measured in the same run as what it is compared with."""
