"""Settings (设置): base for all; dev at a desk, test, prod for a city."""
