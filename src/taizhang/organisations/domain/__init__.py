"""Operations on units and memberships (单位、任职)."""
