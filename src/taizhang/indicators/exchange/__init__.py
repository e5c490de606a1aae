"""Figures as tables: the template that is given out, and what comes back (填报模板、导入)."""
