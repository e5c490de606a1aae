"""What is owed of a task and when: state, fold, neutral facts (时限状态)."""
