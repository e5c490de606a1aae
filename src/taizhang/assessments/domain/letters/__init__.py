"""Letters to the subjects of a run (结果通知书): Word, PDF, all of them as one archive."""
