"""Who owes what by when (任务): worked out from the pack's duties and live records, kept nowhere."""
