"""The parts of a comparison (比较的零件): one change as a sentence, and thresholds point by point."""
