"""Operations on people (人员)."""
