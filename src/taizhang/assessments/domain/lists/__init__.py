"""The list to be signed of a final run (结果名单): Word and Excel."""
