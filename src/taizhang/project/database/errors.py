"""What can go wrong with the database before the product runs; each says what to do."""


class DatabaseError(Exception):
    """The database cannot be used; `code` is for machines, the text a sentence for people."""

    code = "database_error"


class DatabaseUrlError(DatabaseError):
    """`DATABASE_URL` cannot be read."""

    code = "database_url_wrong"


class DatabaseUnreachableError(DatabaseError):
    """The external server of `DATABASE_URL` does not answer or refuses the log-in."""

    code = "database_unreachable"


class DataFolderError(DatabaseError):
    """The data folder cannot be created or written."""

    code = "data_folder_not_writable"


class DatabaseStartError(DatabaseError):
    """The embedded server did not start."""

    code = "database_start_failed"
