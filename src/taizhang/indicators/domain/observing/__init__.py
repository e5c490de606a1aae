"""Figures as they come in (观测值): the one door, and who is told.

A programme writes its own records through the same door: without a person, as the source
`PROGRAMME`, for any day that has begun, under a key that says which record it is. A job that runs
again then adds nothing:

    record_observations(
        [FigureInput(series_id, day, value)],
        source=Source.PROGRAMME, way=Way.PROGRAMME, actor=None, as_of=as_of,
        key="parking:2026-05", body_hash=sha256_of_the_figures,
    )

What the indicator's office gives for the same day goes before it.
"""

from .recording import record_observations

__all__ = ["record_observations"]
