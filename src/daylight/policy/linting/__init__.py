"""What lint looks at (政策包检查项): one module for each kind of question; each yields findings."""
