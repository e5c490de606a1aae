"""Reading turns a source into drafts and rows, again and again with the same result."""


def test_policy_becomes_a_draft_with_rows_that_quote_the_text(draft, source):
    rows = list(draft.rows.all())
    assert [row.path for row in rows if row.kind == "item"] == [["1"], ["2"], ["3"], ["4"]]
    assert [row.text for row in rows] == [
        source.text[row.span_start : row.span_end] for row in rows
    ]
