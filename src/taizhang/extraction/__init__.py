"""Read policy text (政策文件) into items, units, targets and deadlines with exact spans."""
