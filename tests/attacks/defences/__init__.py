"""Each attack beside the lines of the source that stop it (``OFF``); an attack is a function that returns whether it
succeeded, without servers."""

from importlib import import_module
from pkgutil import iter_modules

from tests.attacks.mutation import Off

OFF: tuple[Off, ...] = tuple(
    off for found in iter_modules(__path__) for off in import_module(f"{__name__}.{found.name}").OFF
)
