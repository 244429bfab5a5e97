"""State and the rules about state (业务状态): Django apps, each with models, services and selectors."""
