"""The `daylight` command (命令行): one module a command, imported only when called."""
