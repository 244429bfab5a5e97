"""Run the `daylight` command as ``python -m daylight`` (命令入口)."""

from daylight.interfaces.cli.main import main

if __name__ == "__main__":
    main()
