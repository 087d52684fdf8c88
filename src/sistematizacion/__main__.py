"""Permite ``python -m sistematizacion …``."""

from sistematizacion.cli import main

if __name__ == "__main__":
    main()
