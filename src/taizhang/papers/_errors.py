class PaperError(Exception):
    """A table that cannot be read or written (表格错误).

    `code` is for machines (`too_large`, `not_xlsx`, …), `message` a full Chinese sentence for
    people; `sheet`, `row` (from 1) and `column` (from 1) say where, when a place is known.
    """

    def __init__(
        self,
        code: str,
        message: str,
        *,
        sheet: str = "",
        row: int | None = None,
        column: int | None = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.sheet = sheet
        self.row = row
        self.column = column

    def __str__(self) -> str:
        return self.message
