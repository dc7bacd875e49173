"""Each attack beside the lines of the source that stop it (``OFF``); an attack is a function that returns whether it
succeeded, without servers."""

from tests.attacks.defences import (
    confirmation,
    desk,
    doubts,
    editors,
    erasure,
    floods,
    foreign_text,
    journal,
    keeping,
    key_file,
    machines,
    news,
    oracle,
    papers,
    poison,
    senders,
    takeover,
)

OFF = tuple(
    off
    for module in (
        confirmation,
        desk,
        doubts,
        editors,
        erasure,
        floods,
        foreign_text,
        journal,
        keeping,
        key_file,
        machines,
        news,
        oracle,
        papers,
        poison,
        senders,
        takeover,
    )
    for off in module.OFF
)
