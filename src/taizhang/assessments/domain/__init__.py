"""Operations on runs of schemes (评定办理)."""
