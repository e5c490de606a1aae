"""Counting how often what is kept was written (改写计数): whoever read it before reads again."""

COUNT_WRITING = """
INSERT INTO indicators_pacewriting AS w (id, number) VALUES (1, 1)
ON CONFLICT (id) DO UPDATE SET number = w.number + 1"""
