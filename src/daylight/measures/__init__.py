"""Measures (计算口径): named indicators as Ibis expressions over lake tables. No Django, no thresholds."""
